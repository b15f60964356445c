// What the pages do beyond htmx: selected words into the form, a marked run to its finding, the as-of day, the menu on a phone.
"use strict";

const length = (text) => Array.from(text).length; // in characters, as the record counts, not in UTF-16 units

document.addEventListener("selectionchange", () => {
  const text = document.getElementById("text"), words = document.getElementById("words"), chosen = document.getSelection();
  if (!text || !words || !chosen.rangeCount || chosen.isCollapsed) return;
  const range = chosen.getRangeAt(0);
  if (!text.contains(range.commonAncestorContainer)) return;
  const before = document.createRange();
  before.setStart(text, 0);
  before.setEnd(range.startContainer, range.startOffset);
  const picked = range.toString();
  words.value = picked.trim();
  document.getElementById("start").value = length(before.toString()) + length(picked) - length(picked.trimStart());
});

document.addEventListener("click", (event) => {
  const mark = event.target.closest(".text mark[data-f]");
  if (!mark || !document.getSelection().isCollapsed) return;
  const ids = mark.dataset.f.split(" ");
  document.querySelectorAll(".found li.on").forEach((item) => item.classList.remove("on"));
  ids.forEach((id) => document.getElementById("f-" + id)?.classList.add("on"));
  document.getElementById("f-" + ids[0])?.scrollIntoView({ block: "nearest" });
});

document.addEventListener("input", (event) => {
  if (!event.target.dataset.days) return;
  document.getElementById("asof").textContent = event.target.dataset.days.split(" ")[event.target.value];
});

// A row that an address names is opened.
const open = () => {
  const row = location.hash.length > 1 && document.getElementById(decodeURIComponent(location.hash.slice(1)));
  if (row && row.matches("details")) row.open = true;
};
window.addEventListener("hashchange", open);
open();

if (matchMedia("(max-width: 46rem)").matches) document.querySelector(".menu").open = false;
