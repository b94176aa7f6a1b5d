// The web chat: joins the line, what is kept, and the view.

import { Line } from "./line.js";
import { forget, newId, session, unsent } from "./keep.js";
import { upload } from "./photo.js";
import { View } from "./view.js";
import { Words } from "./words.js";

const TYPING_AFTER = 2_000;
const TYPING_UNTIL = 60_000;
const SHOW_AFTER = 1_500;

const $ = (id) => document.getElementById(id);
const words = new Words(JSON.parse($("strings").textContent));
const { t } = words;
const wide = matchMedia("(min-width: 56rem)");
const view = new View($("log"), t, {
  pin: $("place").querySelector("svg"),
  onFirst: () => { $("about").open = wide.matches; },
});
const touch = matchMedia("(pointer: coarse)");
let lastSeen = "0";
let known = ""; // the session that what is on the screen belongs to
let typing = [];
let wasLost = false;
let join;
const joining = new Promise((done) => { join = done; }); // without a session nothing can be uploaded

const line = new Line(address(), {
  hello: () => ({ type: "hello", session: session.get(), after: lastSeen, language: words.language }),
  onFrame,
  onState,
});

function address() {
  const url = new URL("channels/web", location.href);
  url.protocol = url.protocol === "https:" ? "wss:" : "ws:";
  return url.href;
}

function onFrame(frame) {
  if (frame.type === "session") return joined(frame.session);
  if (frame.type === "ack") return acknowledged(frame.id);
  if (frame.id) lastSeen = frame.id;
  if (frame.type === "heard") heard(frame);
  if (frame.type === "say") said(frame);
}

function joined(token) {
  if (known && token !== known) view.clear();
  known = token;
  session.set(token);
  join();
  for (const frame of unsent.all()) {
    line.send(frame);
    // After a reload the city repeats it in its place; only if it does not, it goes to the end.
    setTimeout(() => show(frame), SHOW_AFTER);
  }
}

function show(frame, photo = photoAddress(frame.photos)) {
  view.mine({ id: frame.id, text: frame.text, pin: "lat" in frame, photo, pending: true });
}

function acknowledged(id) {
  unsent.remove(id);
  view.acknowledged(id);
}

function heard({ message_id, text, photos, pin }) {
  view.mine({ id: message_id, text, pin, photo: photoAddress(photos) });
}

function said(frame) {
  waiting(false);
  words.follow(frame.language);
  view.theirs(frame, { onChoice: (choice) => say({ text: choice.label, choice: choice.id }), onPlace: sharePlace });
}

function photoAddress(photos) {
  return photos?.length ? `media/${photos[0]}` : "";
}

function say(told, photo) {
  const frame = { type: "message", id: newId(), text: "", language: words.language, ...told };
  unsent.add(frame);
  show(frame, photo);
  line.send(frame);
  waiting(true);
  if (touch.matches) $("log").focus({ preventScroll: true });
  else $("text").focus();
}

function onState(state) {
  const back = state === "open" && wasLost;
  wasLost = state === "lost" || (wasLost && state !== "open");
  $("state").classList.toggle("warn", wasLost);
  tell(wasLost ? t.offline : state === "connecting" ? t.connecting : back ? t.online : "");
  if (back) setTimeout(() => $("state").textContent === t.online && tell(""), 4_000);
  document.body.dataset.line = state;
}

function tell(what) {
  $("state").textContent = what;
}

function waiting(yes) {
  typing.forEach(clearTimeout);
  $("typing").hidden = true;
  typing = yes ? [setTimeout(showTyping, TYPING_AFTER), setTimeout(() => waiting(false), TYPING_UNTIL)] : [];
}

function showTyping() {
  $("typing").hidden = false;
  view.toEnd();
}

function sharePlace() {
  if (!navigator.geolocation) return tell(t.no_location);
  tell(t.locating);
  navigator.geolocation.getCurrentPosition(
    ({ coords }) => {
      tell("");
      say({ lat: coords.latitude, long: coords.longitude });
    },
    () => tell(t.no_location),
    { enableHighAccuracy: true, timeout: 20_000, maximumAge: 60_000 },
  );
}

async function sendPhoto(file) {
  await joining;
  tell(t.uploading);
  try {
    const id = await upload(file, session.get());
    tell("");
    say({ photos: [id] }, URL.createObjectURL(file));
  } catch (error) {
    tell(t[`photo_${error.message}`] ?? t.photo_failed);
  }
}

function sendText() {
  const text = $("text").value.trim();
  if (!text) return;
  $("text").value = "";
  grow();
  say({ text });
}

function grow() {
  $("text").style.height = "";
  $("text").style.height = `${$("text").scrollHeight + 2}px`;
}

$("composer").addEventListener("submit", (event) => {
  event.preventDefault();
  sendText();
});
$("text").addEventListener("input", grow);
$("text").addEventListener("keydown", (event) => {
  if (event.key !== "Enter" || event.shiftKey || event.isComposing) return;
  event.preventDefault();
  sendText();
});
$("place").addEventListener("click", sharePlace);
$("photo").addEventListener("change", ({ target }) => {
  if (target.files[0]) sendPhoto(target.files[0]);
  target.value = "";
});
$("forget").addEventListener("click", () => {
  if (!confirm(t.forget_sure)) return;
  forget();
  location.reload();
});
for (const button of document.querySelectorAll(".try")) {
  button.addEventListener("click", () => {
    $("text").value = button.textContent;
    grow();
    $("text").focus();
  });
}
wide.addEventListener("change", () => { $("about").open = wide.matches; });
line.connect();
