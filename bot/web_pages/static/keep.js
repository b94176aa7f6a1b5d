// What must outlive a reload: the session, and messages the city has not acknowledged.

const SESSION = "text311.session";
const UNSENT = "text311.unsent";

// Without storage (a private window) the conversation lasts as long as the page.
const memory = new Map();
const store = {
  get: (key) => { try { return localStorage.getItem(key); } catch { return memory.get(key) ?? null; } },
  set: (key, value) => { try { localStorage.setItem(key, value); } catch { memory.set(key, value); } },
  remove: (key) => { memory.delete(key); try { localStorage.removeItem(key); } catch { /* nothing kept */ } },
};

export const session = {
  get: () => store.get(SESSION) ?? "",
  set: (value) => store.set(SESSION, value),
};

export const unsent = {
  all: () => JSON.parse(store.get(UNSENT) ?? "[]"),
  add: (frame) => store.set(UNSENT, JSON.stringify([...unsent.all(), frame])),
  remove: (id) => store.set(UNSENT, JSON.stringify(unsent.all().filter((frame) => frame.id !== id))),
};

export function forget() {
  store.remove(SESSION);
  store.remove(UNSENT);
}

// crypto.randomUUID exists only on https and localhost.
export function newId() {
  return Array.from(crypto.getRandomValues(new Uint8Array(16)), (byte) => byte.toString(16).padStart(2, "0")).join("");
}
