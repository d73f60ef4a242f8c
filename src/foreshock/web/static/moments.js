// The moments of an event as a slider; each is a link without it.
for (const nav of document.querySelectorAll("[data-moments]")) {
  const stops = [...nav.querySelectorAll("a, strong")].filter((stop) => stop.querySelector("time"));
  const slider = document.createElement("input");
  slider.type = "range";
  slider.max = stops.length - 1;
  slider.value = Math.max(0, stops.findIndex((stop) => stop.tagName === "STRONG"));
  slider.setAttribute("aria-label", "Seen from");
  const told = () => slider.setAttribute("aria-valuetext", stops[slider.value].textContent.trim());
  told();
  slider.addEventListener("input", told);
  slider.addEventListener("change", () => stops[slider.value].click());
  nav.prepend(slider);
}
