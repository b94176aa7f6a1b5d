// The phone simulator: one screen per number and channel, kept by the pretend carrier behind it.

import { element, linked } from "./view.js";

const $ = (id) => document.getElementById(id);
const t = JSON.parse($("strings").textContent);
const pinIcon = $("pin").querySelector("svg");
const previews = new Map(); // media ids of this page, to show what was attached
let attached = null;
let attaching = Promise.resolve(); // a photo on its way: Send waits for it
let watching = 0; // grows with every change of phone, so that an old wait ends unheard

function phone() {
  const chosen = document.querySelector("input[name=number]:checked");
  const number = chosen.id === "other" ? $("other-number").value.trim() : chosen.value;
  return { number, channel: document.querySelector("input[name=channel]:checked").value, owner: chosen.dataset.owner ?? "" };
}

async function watch() {
  const turn = ++watching;
  const { number, channel, owner } = phone();
  $("screen").replaceChildren();
  $("owner").textContent = `${owner} ${number} · ${channel === "sms" ? "SMS" : "WhatsApp"}`;
  document.querySelector(".phone").dataset.channel = channel;
  $("pin").hidden = channel !== "whatsapp";
  if (!$("other-number").checkValidity() || !number) return;
  let after = 0;
  while (turn === watching) {
    const messages = await fetchMessages({ number, channel, after });
    if (turn !== watching) return;
    if (!messages) await new Promise((done) => setTimeout(done, 2_000));
    for (const message of messages ?? []) show(message);
    after = messages?.at(-1)?.number ?? after;
  }
}

async function fetchMessages(query) {
  try {
    const response = await fetch(`messages?${new URLSearchParams(query)}`);
    return response.ok ? await response.json() : null;
  } catch {
    return null;
  }
}

function show({ mine, carrier, text, media, pin, note }) {
  const bubble = element("li", { className: `text${mine ? " mine" : ""}${carrier ? " carrier" : ""}` });
  bubble.append(element("span", { className: "visually-hidden" }, `${mine ? t.you : carrier ? t.simulator_carrier : t.city}: `));
  for (const item of media) bubble.append(picture(item, mine));
  if (text) bubble.append(element("p", {}, ...linked(text)));
  if (pin) bubble.append(element("p", {}, pinIcon.cloneNode(true), t.my_location));
  if (carrier) bubble.append(element("small", {}, t.simulator_carrier));
  if (note) bubble.append(element("small", {}, note));
  $("screen").append(bubble);
  $("screen").scrollTop = $("screen").scrollHeight;
}

// Mine is an id this page knows or has forgotten; the city's is an address.
function picture(item, mine) {
  if (mine && !previews.has(item)) return element("small", {}, t.my_photo);
  return element("img", { src: mine ? previews.get(item) : item, alt: mine ? t.my_photo : t.city_photo });
}

async function send(words) {
  const { number, channel } = phone();
  $("state").textContent = "";
  const media = attached ? [attached] : [];
  detach();
  try {
    const response = await fetch("messages", {
      method: "POST",
      headers: { "Content-Type": "application/json" },
      body: JSON.stringify({ number, channel, text: "", media, ...words }),
    });
    const answer = await response.json();
    const status = response.ok ? answer.webhook_status : response.status;
    if (status !== 200) $("state").textContent = t.simulator_webhook.replace("{status}", status);
  } catch {
    $("state").textContent = t.photo_failed;
  }
}

async function attach(file) {
  const type = file.type || "application/octet-stream";
  $("state").textContent = t.uploading;
  try {
    const response = await fetch("media", { method: "POST", headers: { "Content-Type": type }, body: file });
    if (!response.ok) return void ($("state").textContent = t.photo_too_large);
    attached = (await response.json()).media_id;
  } catch {
    return void ($("state").textContent = t.photo_failed);
  }
  $("state").textContent = "";
  previews.set(attached, URL.createObjectURL(file));
  $("preview").src = previews.get(attached);
  $("attached").hidden = false;
}

function detach() {
  attached = null;
  $("attached").hidden = true;
}

async function sendText() {
  await attaching;
  const text = $("text").value.trim();
  if (!text && !attached) return;
  $("text").value = "";
  send({ text });
  $("text").focus();
}

$("composer").addEventListener("submit", (event) => {
  event.preventDefault();
  sendText();
});
$("text").addEventListener("keydown", (event) => {
  if (event.key !== "Enter" || event.shiftKey || event.isComposing) return;
  event.preventDefault();
  sendText();
});
$("photo").addEventListener("change", ({ target }) => {
  if (target.files[0]) attaching = attach(target.files[0]);
  target.value = "";
});
$("detach").addEventListener("click", detach);
$("pin").addEventListener("click", () => send({ lat: Number($("pin").dataset.lat), long: Number($("pin").dataset.long) }));
$("other-number").addEventListener("focus", () => { $("other").checked = true; });
$("phones").addEventListener("change", watch);
$("channels").addEventListener("change", watch);
for (const button of document.querySelectorAll(".try")) {
  button.addEventListener("click", () => {
    $("text").value = button.textContent;
    $("text").focus();
  });
}
watch();
