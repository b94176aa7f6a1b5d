// Moves the pin without loading the page again. Without it (or on a phone too old for it) the same page works by links.
(function () {
  "use strict";
  if (!window.fetch || !window.PointerEvent || !window.DOMParser || !Element.prototype.closest) return;

  var strings = JSON.parse(document.getElementById("strings").textContent);
  var field = document.getElementById("pin");
  var near = document.getElementById("near");
  var go = document.getElementById("go");
  var here = document.getElementById("here");
  var pin = parsed(field.value);
  var view, map, marker, timer, grip = null, outside = false, asked = 0, wanted = 0;
  var SVG = "http://www.w3.org/2000/svg";

  function parsed(text) {
    var parts = text.split(",").map(Number);
    return parts.length === 2 && parts.every(isFinite) && text ? { lat: parts[0], long: parts[1] } : null;
  }

  function written(point) { return point.lat.toFixed(6) + "," + point.long.toFixed(6); }

  function say(text, warn) {
    near.textContent = text;
    near.className = warn ? "warn" : "";
  }

  function number(name) { return Number(view.getAttribute("data-" + name)); }

  // Takes over the piece of map that is on the page now.
  function take() {
    view = document.getElementById("view");
    map = document.getElementById("map");
    var picture = document.getElementById("picture");
    if (picture.getAttribute("src") !== picture.getAttribute("data-plain")) picture.src = picture.getAttribute("data-plain");
    picture.tabIndex = -1;
    picture.setAttribute("aria-hidden", "true");
    map.tabIndex = 0;
    map.setAttribute("role", "application");
    map.setAttribute("aria-label", strings.keys);
    map.setAttribute("aria-describedby", "near");
    marker = document.createElementNS(SVG, "svg");
    marker.setAttribute("viewBox", "-10 -28.5 20 29");
    marker.setAttribute("class", "marker");
    marker.setAttribute("aria-hidden", "true");
    var path = document.createElementNS(SVG, "path");
    path.setAttribute("d", "M0 0C-3-7-9-11-9-19A9 9 0 0 1 9-19C9-11 3-7 0 0ZM0-23A4 4 0 1 0 0-15A4 4 0 1 0 0-23Z");
    marker.appendChild(path);
    map.appendChild(marker);
    show();
  }

  function shareOf(point) {
    return {
      x: (point.long - number("west")) / (number("east") - number("west")),
      y: (number("north") - point.lat) / (number("north") - number("south"))
    };
  }

  function pointAt(x, y) {
    return {
      lat: number("north") - y * (number("north") - number("south")),
      long: number("west") + x * (number("east") - number("west"))
    };
  }

  function show() {
    var share = pin ? shareOf(pin) : { x: 0.5, y: 0.5 };
    var inside = share.x >= 0 && share.x <= 1 && share.y >= 0 && share.y <= 1;
    marker.style.left = share.x * 100 + "%";
    marker.style.top = share.y * 100 + "%";
    marker.style.display = inside ? "" : "none";
    marker.setAttribute("class", pin ? "marker" : "marker unset");
    go.disabled = !pin || outside;
  }

  function put(point, corner) {
    pin = point;
    outside = false;
    field.value = written(point);
    if (!corner) document.querySelectorAll("#corners input").forEach(function (one) { one.checked = false; });
    show();
    clearTimeout(timer);
    timer = setTimeout(look, 250);
  }

  // What stands under the pin; only the newest answer counts.
  function look() {
    var mine = ++asked;
    var query = "?lat=" + pin.lat.toFixed(6) + "&long=" + pin.long.toFixed(6) + "&language=" + document.documentElement.lang;
    fetch(strings.id + "/near" + query)
      .then(function (answer) { if (!answer.ok) throw answer; return answer.json(); })
      .then(function (told) {
        if (mine !== asked) return;
        outside = told.outside;
        say(told.text, outside);
        show();
      })
      .catch(function () { if (mine === asked) say("", false); });
  }

  // Another piece of the map, taken out of the page the link leads to; only the newest one asked for is shown.
  function load(url) {
    var mine = ++wanted;
    fetch(url)
      .then(function (answer) { if (!answer.ok) throw answer; return answer.text(); })
      .then(function (html) {
        if (mine !== wanted) return;
        var page = new DOMParser().parseFromString(html, "text/html");
        var focused = document.activeElement && (document.activeElement.id || "");
        ["view", "corners"].forEach(function (id) {
          var old = document.getElementById(id), fresh = page.getElementById(id);
          if (id === "corners") fresh.open = old.open;
          old.parentNode.replaceChild(document.adoptNode(fresh), old);
        });
        take();
        if (focused && document.getElementById(focused)) document.getElementById(focused).focus();
      })
      .catch(function () { if (mine === wanted) say(strings.failed, true); });
  }

  function around(point, zoom) {
    return strings.id + "?at=" + written(point) + "&zoom=" + zoom + "&language=" + document.documentElement.lang;
  }

  // Near the edge, and in the picture of the whole city, the map follows the pin.
  function follow() {
    var share = shareOf(pin), zoom = number("zoom");
    var edge = Math.min(share.x, share.y, 1 - share.x, 1 - share.y) < 0.08;
    if (zoom === 2) load(around(pin, 1));
    else if (edge) load(around(pin, zoom));
  }

  function at(event) {
    var frame = map.getBoundingClientRect();
    return { x: (event.clientX - frame.left) / frame.width, y: (event.clientY - frame.top) / frame.height, frame: frame };
  }

  function clamped(value) { return Math.max(0, Math.min(1, value)); }

  document.addEventListener("pointerdown", function (event) {
    if (!map.contains(event.target) || (event.pointerType === "mouse" && event.button)) return;
    event.preventDefault();
    map.focus({ preventScroll: true });
    var finger = at(event), tip = pin ? shareOf(pin) : { x: 0.5, y: 0.5 };
    var dx = (finger.x - tip.x) * finger.frame.width, dy = (finger.y - tip.y) * finger.frame.height;
    // Taken by its head, the pin stays where it is under the finger.
    grip = Math.abs(dx) < 22 && dy < 8 && dy > -56 ? { x: finger.x - tip.x, y: finger.y - tip.y } : { x: 0, y: 0 };
    map.setPointerCapture(event.pointerId);
    put(pointAt(clamped(finger.x - grip.x), clamped(finger.y - grip.y)));
  });

  document.addEventListener("pointermove", function (event) {
    if (!grip) return;
    var finger = at(event);
    put(pointAt(clamped(finger.x - grip.x), clamped(finger.y - grip.y)));
  });

  ["pointerup", "pointercancel"].forEach(function (name) {
    document.addEventListener(name, function () {
      if (!grip) return;
      grip = null;
      follow();
    });
  });

  document.addEventListener("keydown", function (event) {
    if (document.activeElement !== map || event.ctrlKey || event.altKey || event.metaKey) return;
    var steps = { ArrowLeft: [-1, 0], ArrowRight: [1, 0], ArrowUp: [0, -1], ArrowDown: [0, 1] }[event.key];
    var zoom = { "+": "closer", "=": "closer", "-": "wider" }[event.key];
    if (zoom && document.getElementById(zoom)) document.getElementById(zoom).click();
    if (steps) {
      var share = pin ? shareOf(pin) : { x: 0.5, y: 0.5 }, far = event.shiftKey ? 0.1 : 0.02;
      put(pointAt(share.x + steps[0] * far, share.y + steps[1] * far));
      if (number("zoom") !== 2) follow();
    }
    if (steps || zoom) event.preventDefault();
  });

  document.addEventListener("click", function (event) {
    var move = event.target.closest("#moves a, .namesakes a");
    if (!move) return;
    event.preventDefault();
    var share = pin && shareOf(pin);
    var seen = share && share.x > 0 && share.x < 1 && share.y > 0 && share.y < 1;
    load(seen && move.id === "closer" ? around(pin, number("zoom") - 1) : move.getAttribute("href"));
  });

  document.addEventListener("submit", function (event) {
    if (event.target.id === "map" || !pin) event.preventDefault();
  });

  document.addEventListener("change", function (event) {
    if (event.target.name !== "corner") return;
    put(parsed(event.target.value), true);
  });

  function found(position) {
    var point = { lat: position.coords.latitude, long: position.coords.longitude };
    var share = shareOf(point), inside = share.x > 0.08 && share.x < 0.92 && share.y > 0.08 && share.y < 0.92;
    put(point);
    if (!inside || number("zoom") === 2) load(around(point, position.coords.accuracy > 100 ? 1 : 0));
  }

  if (navigator.geolocation && window.isSecureContext) {
    here.hidden = false;
    here.addEventListener("click", function () {
      say(strings.locating, false);
      navigator.geolocation.getCurrentPosition(found, function () { say(strings.no_location, true); }, {
        enableHighAccuracy: true, timeout: 15000, maximumAge: 30000
      });
    });
  }

  document.documentElement.className = "live";
  take();
})();
