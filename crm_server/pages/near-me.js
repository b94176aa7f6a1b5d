// Puts the phone's position into the field a crew member could also type into. The page works without it.
"use strict";
const button = document.getElementById("near-me");
const said = document.getElementById("near-me-said");
if (button && "geolocation" in navigator) {
  button.hidden = false;
  button.addEventListener("click", () => {
    said.textContent = "Looking for your position …";
    navigator.geolocation.getCurrentPosition(
      ({ coords }) => {
        document.getElementById("near").value = `${coords.latitude.toFixed(5)}, ${coords.longitude.toFixed(5)}`;
        button.form.requestSubmit();
      },
      () => { said.textContent = "Your position could not be found. You can type a point instead."; },
      { enableHighAccuracy: true, timeout: 10000, maximumAge: 60000 },
    );
  });
}
