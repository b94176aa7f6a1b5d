### What the bot says, in plain American English (grade 8 or below): one question per message, GSM-7 characters only.
### The channel adds the choices below a question: numbered lines on SMS, buttons elsewhere.

## Hello, help, and when nothing is going on

greeting = Hello! This is { $city } 311. What would you like to report? Tell me what's wrong and where, in your own words. Text HELP for help, STOP to end messages.
greeting-again = Hello again. What would you like to report? Tell me what's wrong and where.
help = { $city } 311: text me a problem and where it is, like "streetlight out at 20 Oak St". You can send a photo or your location too. Text "status" to check on your reports, "start over" to begin again, "person" to reach our staff. { $office }: { $phone }. Message and data rates may apply. Text STOP to end messages.
help-in-report = Your report goes to the city crew that can fix it. You can add a photo or your location. Text "start over" to drop it, "person" to reach our staff.
welcome-thanks = You're welcome! Text me anytime you see something to fix.
nothing-asked = I wasn't asking anything just now. What would you like to report? Tell me what's wrong and where.
all-right = All right. Text me anytime you see something to fix.
edit-too-late = I saw that you edited a message. Please send the change as a new message so nothing gets lost.
other-question = I take reports of problems in { $city }. For other questions, please call { $office }: { $phone }{ $hours ->
        [none] { "" }
       *[other] { " " }({ $hours })
    }. Do you have something to report?
other-question-aside = For other questions, please call { $office }: { $phone }{ $hours ->
        [none] { "" }
       *[other] { " " }({ $hours })
    }.
person-told = I passed that on to our staff.
added = Got it, I added that.
lost = I'm sorry, I didn't get that. Text "person" to reach our staff, or call { $office }: { $phone }.
sorry-lost = I'm sorry, I couldn't read that message. Please send it again in plain words.
which-language = I can write in { $words }. Which one would you like?
privacy = You don't need to give your name. The crew gets your words, your photos and the place. To see or delete what we keep about you, call { $office }: { $phone }.
literal = { $text }
notice = { $notice }
notice-instead = { $notice } If you mean something else, please say it in other words.
started-over = All right, I dropped that report. Text me when you want to start a new one.
pick-one = Please pick one, or tell me in your own words.
dropped-for-another = All right, I dropped that report. Now the new one.
no-such-choice = That number isn't on the list. Please pick 1 to { $most }, or tell me in your own words.

## Emergencies

emergency-gas = A gas smell can be dangerous. Leave now, don't touch light switches or use a flame, and call { $number } from outside.
emergency-wire = Stay far away from the wire and anything it is touching. Call { $number } now.
emergency-fire = Get away from the fire or smoke and call { $number } now.
emergency-medical = If someone is hurt, sick or trapped, call { $number } now.
emergency-violence = If someone is in danger, get to a safe place and call { $number } now.
emergency-suicide = You are not alone. Please call or text 988 now to talk with someone, or call { $number } if there is danger right now.
emergency-collapse = Keep everyone away from the hole or building and call { $number } now.
emergency-flood = Stay out of the water; it can carry electricity. Call { $number } now.
ask-after-emergency = These texts aren't watched around the clock. Do you also want to report this to the city?
emergency-left = All right. If there is danger, please call. You can text me anytime about other problems.
remind-after-emergency = Do you also want to report this to the city?
danger-not-for-crews = City crews can't help with that; please call { $number }. For questions, call { $office }: { $phone }.
ask-what-else-there = Is something there to be fixed or cleaned up? Tell me what, in a few words.
choice-not-emergency = It's safe, report it
choice-leave = Don't report it

## What is it?

ask-problem = What would you like to report? Tell me what's wrong and where it is.
ask-problem-of-photo = Thanks for the photo. What's the problem, and where is it?
ask-problem-there = Thanks. What's the problem there?
ask-problem-again = I'm not sure what the problem is. Please tell me in a few words what's wrong and where, like "broken sidewalk at 9 Pine St".
ask-problem-other-words = Please describe the problem in other words.
ask-words = What should the report say?
ask-type = Which of these is it?
choice-none = None of these
type-not-taken = I'm sorry, I can't take that kind of report. Please call { $office }: { $phone }.
next-problem = Now your next report: "{ $words }".
noted-for-later = I noted that one too. We'll do it next.
enough-noted = That's a long list already. Let's finish it first, then tell me about that one again.

## Where is it?

ask-place = Where is it? Send an address, the cross streets, or your location.
ask-place-in-area = Where in { $area }? Send a street address, the cross streets, or your location.
ask-place-again = I couldn't find that place. Where is it? Send a street address, the cross streets, or your location.
ask-place-roughly = A rough place will do: a shop, school, park or corner nearby. Or send your location.
ask-place-inside = Where in the city is it? Send an address, the cross streets, or your location.
ask-place-on-street = Where on { $street }? Send the nearest house number or cross street.
ask-place-last = I still can't find it. Send a street address, the cross streets, or your location. Or our staff can look for it.
ask-place-not-link = I can't open that link. Where is it? Send a street address, the cross streets, or your location.
ask-place-no-number = I can't find that number on { $street }. Send the nearest house number or cross street.
ask-place-suggestion = I can't find "{ $mention }". Did you mean { $street }? Or send it again.
ask-pin-or-words = You wrote { $words }, but your location is { $address }. Are you there now?
ask-photo-place = Is it where you took the photo: { $address }?
ask-which-place = There's more than one "{ $mention }". Which one is it?
ask-which-of-places = Which of these places is it?
ask-this-place = Is it this place?
place-outside = That place is outside { $city }, so the city can't fix it.
place-outside-neighbor = That place is outside { $city }. Please contact { $neighbor }.
road-refused = { $address } is maintained by { $owner }, not by the city.{ $contact ->
        [none] { "" }
       *[other] { " " }You can reach them at { $contact }.
    } If it's somewhere else, send me that place.
road-told = That road is maintained by { $owner }{ $contact ->
        [none] { "" }
       *[other] { " " }({ $contact })
    }. { $city } will pass your report on.
choice-nothing-more = That's all
place-changed = All right, I changed the place to { $address }.
place-unchecked = I can't look up places right now, so I'll send it in your own words.
place-for-staff = I'll send the place in your own words, and our staff will look for it.
place-correction-not-found = I couldn't find "{ $words }", so I kept the place as it was.
no-place-no-report = I need a place to send a report. You can start again anytime, or call { $office }: { $phone }.
place-note-none = [Place not verified; please find it. The resident's words: "{ $words }"]
place-note-interpolated = [Place estimated between house numbers; the resident wrote "{ $words }" and confirmed it.]
place-note-landmark = [Place is a landmark; the resident wrote "{ $words }" and confirmed it.]
place-note-street = [Only the street is known; the resident wrote "{ $words }".]
place-note-area = [Only the area is known; the resident wrote "{ $words }".]
place-note-differs = [Please check: { $what }. The resident confirmed { $address } ({ $at }).]
place-in-words = "{ $words }" (staff will find it)
place-near-crossing = { $address } (near { $beside })
place-beside = near { $address }
place-of-pin = the place you sent ({ $address })
place-outside-kept = That location is outside { $city }, so I kept { $address }.
choice-own-words = Send it in my own words
choice-here-yes = Yes, it's at { $address }
choice-here-no = No, it's at { $address }
choice-elsewhere = Somewhere else
place-near-crossing-in-area = { $address } (near { $beside }, { $area })
place-in-area = { $address } ({ $area })
share-location = Send my location
pin-link = Or on a map: { $url }

## Details

ask-attribute = { $question } { $hint }
ask-attribute-several = { $question } Send all that apply, for example 1, 3.
ask-attribute-again = I'm sorry, I didn't get that. { $question } { $hint }
hint-string = { "" }
hint-text = { "" }
hint-number = (Send a number.)
hint-datetime = (For example: yesterday, or 3 weeks ago.)
hint-singlevaluelist = { "" }
hint-multivaluelist = (Send all that apply, for example 1, 3.)
choice-skip = Skip this

## Read-back and sending

read-back = { $type }{ $at ->
        [beside] { "" }
       *[at] { " " }at
    } { $place }{ $details ->
        [none] { "" }
       *[other] . { $details }
    }{ $photos ->
        [0] { "" }
        [one] , with your photo
       *[other] , with { $photos } photos
    }. Is that right?
read-back-duplicate = { $type }{ $at ->
        [beside] { "" }
       *[at] { " " }at
    } { $place }{ $details ->
        [none] { "" }
       *[other] . { $details }
    }{ $photos ->
        [0] { "" }
        [one] , with your photo
       *[other] , with { $photos } photos
    }. { $neighbors ->
        [one] A neighbor
       *[other] { $neighbors } neighbors
    } already reported this{ $since ->
        [none] { "" }
       *[other] { " " }on { $since }
    } (report { $number }). Is that right, and should I send yours too?
read-back-own = You already have report { $number } for this: { $type }{ $at ->
        [beside] { "" }
       *[at] { " " }at
    } { $place }. Should I add this to it?
added-to-request = Thank you, I added that to report { $number }. I'll text you updates.
choice-add = Add it to report { $number }
choice-send-new = Send a new report
choice-send = Send it
choice-follow = Follow the neighbor's report
choice-change = Change something
ask-correction = What should I change?
choice-change-type = The problem
choice-change-place = The place
choice-change-words = The description
choice-start-over = Start over
filed = Done, thank you! Report { $number }: { $type }, { $place }. I'll text you when the city works on it.
filed-with-date = Done, thank you! Report { $number }: { $type }, { $place }. The city expects to fix it by { $expected }. I'll text you updates.
filed-no-updates = Done, thank you! Report { $number }: { $type }, { $place }. You stopped messages, so you won't get updates. Text START if you want them.
filed-number-later = Done, thank you! The city has your report. I'll text you its number soon.
filing-delayed = Your report is safe with me. The city's system is slow right now. I'll keep trying and text you its number.
refused = I'm sorry, the city's system didn't accept your report: { $reason } Please call { $office }: { $phone }.
following = You're now following report { $number }. I'll text you updates.
photo-refused-not-a-photo = I can only take photos (JPEG, PNG or WebP), so I went on without that file.
photo-refused-too-large = That photo is too large, so I went on without it. You can send a smaller one.
photo-refused-unreadable = I couldn't open that photo, so I went on without it. You can send it again.
photo-refused-gone = I couldn't get that photo, so I went on without it. You can send it again.

## How it goes

request-closed = The city closed your report { $number } ({ $type }, { $place }).
request-closed-with-note = The city closed your report { $number } ({ $type }, { $place }). The crew says: { $note }
request-open-again = The city reopened report { $number } ({ $type }, { $place }).
request-open-again-with-note = The city reopened report { $number } ({ $type }, { $place }). The crew says: { $note }
request-under-way = The crew is working on report { $number } ({ $type }, { $place }).
request-news = There's news about your report { $number } ({ $type }, { $place }).
request-news-with-note = News about your report { $number } ({ $type }, { $place }): { $note }
request-corrected = The city changed your report { $number } ({ $place }) from "{ $before }" to "{ $type }".
request-corrected-with-date = The city changed your report { $number } ({ $place }) from "{ $before }" to "{ $type }". The city expects to fix it by { $when }.
request-new-date = New date for your report { $number } ({ $type }, { $place }): the city expects to fix it by { $when }.
request-late = Your report { $number } ({ $type }, { $place }) is taking longer than planned. It's still open. Questions? { $office }: { $phone }.
staff-words = About your report { $number } ({ $type }, { $place }): { $text }
staff-words-several = About { $count ->
        [one] report
       *[other] your reports
    } { $numbers }: { $text }
status-open = Report { $number } ({ $type }, { $place }) is open.{ $has_note ->
        [yes] { " " }The crew says: { $note }
        [stopped] { "" }
       *[no] { " " }I'll text you when there's news.
    }
status-open-with-date = Report { $number } ({ $type }, { $place }) is open. The city expects to fix it by { $when }.{ $has_note ->
        [yes] { " " }The crew says: { $note }
       *[no] { "" }
    }
status-closed = Report { $number } ({ $type }, { $place }) is closed.{ $has_note ->
        [yes] { " " }The crew says: { $note }
       *[no] { "" }
    }
status-closed-with-date = Report { $number } ({ $type }, { $place }) was closed on { $when }.{ $has_note ->
        [yes] { " " }The crew says: { $note }
       *[no] { "" }
    }
status-more = You have { $most } more open { $most ->
        [one] report
       *[other] reports
    }. Text me a report number to check on one.
status-nothing = I can't find a report from you. If you have its number, text it to me.
status-not-sent = Your report hasn't been sent yet. I'll tell you more once it has.
status-still-filing = Your report is on its way to the city's system. I'll text you its number.
status-unknown-number = The city's system has no report { $number }. Please check the number.
status-desk-down = I can't reach the city's system right now. Please ask me again in a few minutes.

## Is it about a report that was sent before?

ask-report-add = Is this about your report { $number } ({ $type }, { $place })?
ask-report-again = Your report { $number } ({ $type }, { $place }) is closed. Is the problem still there?
ask-report-withdraw = Report { $number } ({ $type }, { $place }) is already with the city. Should I tell them you no longer need it?
ask-which-report = Which of your reports is this about?
ask-withdraw-which = These reports are already with the city. Which one do you no longer need?
choice-report-add = Yes, add it
choice-report-again = Yes, look again
choice-report-withdraw = Yes, tell them
choice-report-new = No, something new
choice-report-keep = No, keep it
choice-report-named = { $number }: { $type }, { $place }
remind-about-report = Is it about that report?
withdrawn = I told the city you no longer need report { $number }.
withdrawn-note = [The resident no longer needs this.] { $words }
pin-note = [Location: { $address }]
photo-note = [A photo from the resident.]
report-kept = All right, nothing changes.
report-lapsed = It's been a while, and I no longer have your unfinished report. Please tell me again what's wrong and where.
report-with-city = Your report { $number } is with the city. I'll text you updates.

## Survey

survey-fixed = Your report { $number } ({ $type }, { $place }): is it fixed?
choice-fixed-yes = Yes, fixed
choice-fixed-partly = Partly
choice-fixed-no = No, not fixed
survey-rating = How satisfied are you with the city's work? 5 is best.
choice-rating-1 = Very unhappy
choice-rating-2 = Unhappy
choice-rating-3 = So-so
choice-rating-4 = Happy
choice-rating-5 = Very happy
survey-what-is-wrong = I'm sorry. What's still wrong? I'll ask the crew to look again.
survey-anything-else = Thank you! Anything to add?
survey-thanks = Thank you, I passed it on. It helps the city do better.
survey-left = All right. If it's not fixed, just tell me.
remind-survey-rating = How satisfied are you with the city's work, 1 to 5?
request-reopened = The crew will look again: report { $number } is open again.
reopening-failed = I couldn't reopen report { $number } myself. Please call { $office }: { $phone }.
reopened-description = The resident says it is not fixed (earlier request { $number }): { $words }

## People and consent

person-called = I asked a person to join. Our staff answer here during office hours{ $hours ->
        [none] { "" }
       *[other] { " " }({ $hours })
    }. { $office }: { $phone }.
choice-back-to-bot = Back to the bot
person-silent = This is the bot again. Our staff haven't written for half a day. They still have what you told them. To write to them again, text "person".
person-left = You're back with the bot. Text me anytime.
person-says = { $text }
stopped = { $city } 311: you won't get any more messages from us. Text START to get them again.
stopped-surveys = All right, I won't ask how it went anymore. You'll still hear about your reports. Text START to be asked again.
started = { $city } 311: welcome back! You'll hear from us about your reports. Text STOP to end messages.

## Words the bot listens for (without accents and punctuation, divided by |)

words-of-correction = no|wait|hold on|hang on|oops|nope|not|wrong|actually|sorry|i meant|i mean|rather|correction
words-it-is = its|it is|it s|that is|thats
words-and = and
words-also = also|and|plus|another|too
words-but = but|except|however|actually|instead|not|no|wrong|change|only
words-change-type = problem|type|kind|category|issue
words-change-place = place|address|location|street|spot|where|corner
words-change-words = description|text|words|wording|details|message
words-change-nothing = nothing|no|none|no change|no changes|nothing to change|go back|back|never mind|nevermind|its fine|it s fine|all good
words-begin = report|new report|new|another one|another report|another problem|new problem|i have another problem|i have another one|i have a new problem|i have a problem|i have an issue|i want to report something|i want to report a problem|i need to report something|i need to report a problem|i would like to report something|i d like to report something|id like to report something|can i report something|i have something to report|make a report|file a report|report a problem|report something|start a new report|one more
words-one-more = i see same thing|i see same problem|i see another one|i have same thing|i have same problem|i have another one|we have same thing|we have same problem|same thing|same problem|same issue|same kind|same one|same|another one|another|one more|one too|one|ditto|also|too|as well|there another one|there another|there one more|there one|we have another one|we have another|other one
words-question = what|when|where|how|who|why|is|are|do|does|can|could|will|which
words-same-place = there|next to it|right by it
words-as-before = same place|same spot|same address|same location|same street|same corner|same as last time|as last time|like last time|same as before|as before
words-yes = yes|yep|yeah|yup|y|ok|okay|sure|correct|right|exactly|perfect|great|absolutely|good
words-before-place = at|on|in|by|near|behind|beside|opposite|outside|across|next|corner|front|between|under|past|around|along|off|before|after|from|to
words-to-skip = skip|dunno|skip this|pass|next|none|no idea|i dont know|i don t know|dont know|don t know|not sure|unknown|n a|none of these|none of them|none of those|no number|idk|i dunno|dunno sorry|idk sorry|no clue|not a clue|cant tell|can t tell|cant say|can t say|hard to say|im not sure|i m not sure|i am not sure|unsure|i have no idea|dont remember|don t remember|i don t remember|i do not know|not sure where|not sure exactly|dont know where|don t know where|i dont know where|i don t know where|i dont know the address|i don t know the address|no address
words-fixed-yes = yes|yes fixed|y|yep|yeah|fixed|its fixed|it s fixed|all good|done|all done|resolved|looks good|it is fixed|yes it is
words-fixed-partly = partly|partially|part|kind of|kinda|sort of|somewhat|half|halfway|mostly|almost|not completely|not fully|not entirely|yes and no|a bit
words-fixed-no = never fixed|wasnt fixed|wasn t fixed|was not fixed|isnt fixed|isn t fixed|still not fixed|no|nope|n|nah|not fixed|still|still there|still broken|still not|not really|not at all|it is not|its not|it s not|it isnt|it isn t|never|nothing|nobody came|worse|still the same
words-back-to-bot = back|bot|go back|back to bot|the bot|leave|exit|i am done|im done
words-other = other|something else|other issue|else|not listed
words-privacy = anonymous|anonymously|need my name|give my name|give you my name|my data|my information|my personal|privacy|who can see|who sees
words-surveys = survey|surveys|rating|ratings|questionnaire|questionnaires
words-choice = number|option|choice|answer|reply|press|pick|the|one|please|pls
words-ordinals = first 1st|second 2nd|third 3rd|fourth 4th
words-no-thanks = no thanks|no thank you|not now|later|maybe later|no comment|leave me alone|i dont want to|i don t want to|havent checked|haven t checked|i havent checked|i haven t checked|havent seen it|haven t seen it
words-rating-1 = very unhappy|terrible|awful|horrible|worst|very bad|useless|zero|0|furious|pathetic|a joke|disgraceful|rubbish
words-rating-2 = unhappy|bad|poor|not happy|not good|not great|not satisfied|disappointed|dissatisfied|slow
words-rating-3 = so so|ok|okay|average|meh|fine|alright|not bad|neutral|decent
words-rating-4 = happy|good|satisfied|pretty good|quite good|nice|well done
words-rating-5 = very happy|very good|great|great job|excellent|amazing|perfect|awesome|fantastic|brilliant|wonderful|love it|outstanding|very satisfied
words-numbers = one|two|three|four|five|six|seven|eight|nine|ten|eleven|twelve
words-not-fixed = Not fixed.

## Request types, as residents call them

type-pothole = Pothole
type-sidewalk-repair = Broken sidewalk
type-streetlight-out = Streetlight problem
type-traffic-signal = Traffic light problem
type-traffic-sign = Street sign or road marking
type-traffic-safety = Dangerous traffic
type-graffiti = Graffiti
type-illegal-posting = Posters or stickers
type-illegal-dumping = Dumped trash
type-street-cleaning = Dirty street
type-litter-bin = Public trash can
type-missed-trash = Missed trash pickup
type-trash-container = Trash cart or dumpster
type-bulky-pickup = Bulky item pickup
type-abandoned-vehicle = Abandoned vehicle
type-illegal-parking = Illegal parking
type-abandoned-bike = Abandoned bike or scooter
type-tree-damage = Tree or branch
type-overgrown-vegetation = Overgrown plants or weeds
type-drain-flooding = Blocked drain or flooding
type-water-leak = Water leak
type-dead-animal = Dead animal
type-animal-issue = Animal problem
type-pests = Rats or insects
type-dog-waste = Dog waste
type-noise = Noise
type-snow-ice = Snow or ice
type-park-maintenance = Park or playground
type-street-furniture = Damaged bench, bollard or shelter
type-obstruction = Blocked sidewalk or street
type-homeless-encampment = Encampment or person in need
type-code-violation = Building or property violation
type-parking-meter = Parking meter
type-drug-waste = Needles or hazardous waste
type-bike-facility = Bike lane
type-other = Another problem
