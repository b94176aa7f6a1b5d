// The line to the city: a web socket that comes back by itself and says how it is.

const PING_EVERY = 20_000;
const DEAD_AFTER = 45_000;
const LONGEST_WAIT = 15_000;

export class Line {
  // `hello()` gives the first frame; `onFrame(frame)` gets the others; `onState("connecting"|"open"|"lost")`.
  constructor(url, { hello, onFrame, onState }) {
    Object.assign(this, { url, hello, onFrame, onState, wait: 500, socket: null });
    addEventListener("online", () => this.retryNow());
    document.addEventListener("visibilitychange", () => document.hidden || this.retryNow());
    setInterval(() => this.beat(), PING_EVERY);
  }

  connect() {
    clearTimeout(this.timer);
    this.onState("connecting");
    const socket = new WebSocket(this.url);
    this.socket = socket;
    socket.onopen = () => this.send(this.hello());
    socket.onmessage = ({ data }) => this.heard(JSON.parse(data));
    socket.onclose = () => socket === this.socket && this.lost();
  }

  heard(frame) {
    this.lastHeard = Date.now();
    if (frame.type === "session") {
      this.wait = 500;
      this.onState("open");
    }
    if (frame.type !== "pong") this.onFrame(frame);
  }

  lost() {
    this.socket = null;
    this.onState("lost");
    this.timer = setTimeout(() => this.connect(), this.wait * (0.75 + Math.random() / 2));
    this.wait = Math.min(this.wait * 2, LONGEST_WAIT);
  }

  retryNow() {
    if (!this.socket) this.connect();
    else this.beat();
  }

  beat() {
    if (this.socket?.readyState !== WebSocket.OPEN) return;
    if (Date.now() - this.lastHeard > DEAD_AFTER) this.drop();
    else this.send({ type: "ping" });
  }

  // A connection that no longer answers may take minutes to close; leave it and open another.
  drop() {
    const socket = this.socket;
    this.lost();
    socket.close();
  }

  // False when there is no line; the caller keeps what must not be lost.
  send(frame) {
    if (this.socket?.readyState !== WebSocket.OPEN) return false;
    this.socket.send(JSON.stringify(frame));
    return true;
  }
}
