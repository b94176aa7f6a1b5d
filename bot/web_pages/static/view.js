// Bubbles, choices, states: everything the resident sees. Texts are set as text, never as HTML.

const LINK = /https?:\/\/[^\s<>"]+[^\s<>".,;:!?)]/g;

export function element(tag, properties = {}, ...children) {
  const made = Object.assign(document.createElement(tag), properties);
  made.append(...children);
  return made;
}

export class View {
  // `pin` is the picture of a place; `onFirst()` is called when the conversation begins.
  constructor(log, strings, { pin, onFirst }) {
    Object.assign(this, { log, t: strings, pin, onFirst, notes: new Map() });
  }

  // What the resident said; `photo` and `pin` stand in for words.
  mine({ id, text, photo, pin, pending }) {
    if (this.notes.has(id)) return pending || this.acknowledged(id);
    const bubble = element("li", { className: "bubble mine" }, this.speaker(this.t.you));
    if (photo) bubble.append(element("img", { src: photo, alt: this.t.my_photo }));
    if (text) bubble.append(element("p", { className: "words" }, text));
    if (pin) bubble.append(element("p", { className: "words" }, this.pin.cloneNode(true), this.t.my_location));
    const note = element("p", { className: "note" }, pending ? this.t.sending : "");
    bubble.append(note);
    this.notes.set(id, note);
    this.closeChoices();
    this.add(bubble);
  }

  acknowledged(id) {
    const note = this.notes.get(id);
    if (note) note.textContent = this.t.sent;
  }

  // What the city said; `onChoice(choice)` and `onPlace()` when a button is pressed.
  theirs({ text, choices = [], ask_location, location_label, map_url, place, photo_url }, { onChoice, onPlace }) {
    const bubble = element("li", { className: "bubble" }, this.speaker(this.t.city));
    if (photo_url) bubble.append(element("img", { src: photo_url, alt: this.t.city_photo, loading: "lazy" }));
    if (text) bubble.append(element("p", { className: "words" }, ...linked(text)));
    if (place) bubble.append(this.map(place));
    const buttons = choices.map((choice) => this.button(choice.label, () => onChoice(choice)));
    if (ask_location) buttons.push(this.placeButton(location_label || this.t.share_location, onPlace));
    if (map_url) buttons.push(element("a", { className: "choice", href: map_url, target: "_blank" }, this.t.on_a_map));
    if (buttons.length) bubble.append(this.group(buttons));
    this.add(bubble);
  }

  // Only the city is drawn: what lies outside, or before its addresses are there, has no picture.
  map(place) {
    const map = element("img", { src: `map.svg?at=${place}`, alt: this.t.place_map, className: "place" });
    map.addEventListener("error", () => map.remove());
    return map;
  }

  group(buttons) {
    const group = element("div", { className: "choices", role: "group" }, ...buttons);
    group.setAttribute("aria-label", this.t.choices);
    return group;
  }

  button(label, onPress) {
    const button = element("button", { type: "button", className: "choice" }, label);
    button.addEventListener("click", () => {
      button.classList.add("taken");
      onPress();
    });
    return button;
  }

  placeButton(label, onPress) {
    const button = element("button", { type: "button", className: "choice" }, this.pin.cloneNode(true), label);
    button.addEventListener("click", onPress);
    return button;
  }

  // Buttons under what has been answered would answer something else.
  closeChoices() {
    for (const button of this.log.querySelectorAll("button.choice:not(:disabled)")) button.disabled = true;
    for (const link of this.log.querySelectorAll("a.choice[href]")) link.removeAttribute("href");
  }

  speaker(name) {
    return element("span", { className: "visually-hidden" }, `${name}: `);
  }

  add(bubble) {
    if (!this.log.children.length) this.onFirst();
    const following = this.log.scrollHeight - this.log.scrollTop - this.log.clientHeight < 120;
    this.log.append(bubble);
    if (following || bubble.classList.contains("mine")) this.toEnd();
    for (const image of bubble.querySelectorAll("img")) image.addEventListener("load", () => following && this.toEnd());
  }

  toEnd() {
    this.log.scrollTop = this.log.scrollHeight;
  }

  clear() {
    this.log.replaceChildren();
    this.notes.clear();
  }
}

export function linked(text) {
  const nodes = [];
  let from = 0;
  for (const match of text.matchAll(LINK)) {
    nodes.push(text.slice(from, match.index), element("a", { href: match[0], target: "_blank", rel: "noopener" }, match[0]));
    from = match.index + match[0].length;
  }
  return [...nodes, text.slice(from)];
}
