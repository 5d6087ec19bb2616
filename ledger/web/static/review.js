// Keys and ticking several conflicts. Every page works without this script.
"use strict";

const $ = (selector) => document.querySelector(selector);
const rows = [...document.querySelectorAll("[data-row]")];
const help = $("#help");
let current = -1;

function move(step) {
  if (!rows.length) return false;
  rows[current]?.classList.remove("current");
  current = Math.min(Math.max(current + step, 0), rows.length - 1);
  rows[current].classList.add("current");
  rows[current].querySelector("[data-open]").focus();
  return true;
}

function follow(selector) {
  const link = $(selector);
  link?.click();
  return Boolean(link);
}

function tick() {
  const box = rows[current]?.querySelector("input[type=checkbox]");
  if (box) box.click();
  return Boolean(box);
}

// On a conflict the verdict of that key; in the queue the verdict for the ticked conflicts, or for the current one.
function verdict(number) {
  const radio = $(`[data-verdict="${number}"]`);
  if (radio) {
    radio.checked = true;
    $("textarea[name=reason]").focus();
    return true;
  }
  const select = $("#queue-form select[name=verdict]");
  if (!select?.options[number]) return false;
  if (!$("#queue-form [name=conflict]:checked")) tick();
  select.selectedIndex = number;
  $("#queue-form input[name=reason]").focus();
  return true;
}

function showHelp() {
  help.open ? help.close() : help.showModal();
  return true;
}

const KEYS = {
  j: () => move(1) || follow("[data-key=j]"),
  k: () => move(-1) || follow("[data-key=k]"),
  x: tick,
  u: () => follow("[data-up]"),
  "?": showHelp,
};

document.addEventListener("keydown", (event) => {
  const field = event.target.closest("input:not([type=checkbox], [type=radio]), textarea, select");
  if (field && event.key === "Escape") field.blur();
  if (field && event.key === "Enter" && (event.ctrlKey || event.metaKey)) field.form?.requestSubmit();
  if (field || event.ctrlKey || event.metaKey || event.altKey || (help.open && event.key !== "?")) return;
  const done = /^[1-8]$/.test(event.key) ? verdict(Number(event.key)) : KEYS[event.key]?.();
  if (done) event.preventDefault();
});

rows.forEach((row, index) => row.addEventListener("focusin", () => {
  rows[current]?.classList.remove("current");
  current = index;
  row.classList.add("current");
}));

// On a narrow screen the page one is on may lie beyond the edge of the menu.
$("[aria-current]")?.scrollIntoView({ block: "nearest", inline: "center" });

const helpButton = $("[data-help]");
helpButton.hidden = false;
helpButton.addEventListener("click", showHelp);

const all = $("[data-all]");
if (all) {
  const boxes = [...document.querySelectorAll("#queue-form [name=conflict]")];
  const show = () => {
    const ticked = boxes.filter((box) => box.checked).length;
    $("[data-ticked]").textContent = ticked ? String(ticked) : "";
    all.checked = ticked === boxes.length;
  };
  all.parentElement.hidden = false;
  all.addEventListener("change", () => { boxes.forEach((box) => { box.checked = all.checked; }); show(); });
  boxes.forEach((box) => box.addEventListener("change", show));
  show();
}

// Words that are marked in an article go into the form for a missed claim, with the place where they begin.
const text = $("[data-text]");
const take = $("[data-take]");

function marked() {
  const selection = getSelection();
  const range = selection.rangeCount && !selection.isCollapsed ? selection.getRangeAt(0) : null;
  if (!range || !text.contains(range.startContainer) || !text.contains(range.endContainer)) return null;
  const walker = document.createTreeWalker(text, NodeFilter.SHOW_TEXT);
  let offset = Number(text.dataset.text);
  let start = null;
  let words = "";
  for (let node = walker.nextNode(); node; node = walker.nextNode()) {
    if (node.parentElement.closest(".card") || !range.intersectsNode(node)) {
      if (!node.parentElement.closest(".card")) offset += [...node.data].length;
      continue;
    }
    const from = node === range.startContainer ? range.startOffset : 0;
    const to = node === range.endContainer ? range.endOffset : node.data.length;
    // The ledger counts characters, the browser counts halves of rare ones.
    start ??= offset + [...node.data.slice(0, from)].length;
    words += node.data.slice(from, to);
    offset += [...node.data].length;
  }
  if (!words.trim()) return null;
  return { words: words.trim(), start: start + [...words].length - [...words.trimStart()].length, range };
}

if (text && take) {
  const form = $(".missed form");
  const show = () => {
    const found = marked();
    take.hidden = !found;
    if (!found) return;
    const box = found.range.getBoundingClientRect();
    take.style.top = `${box.bottom + scrollY + 6}px`;
    take.style.left = `${Math.max(8, Math.min(box.left, document.documentElement.clientWidth - take.offsetWidth - 8))}px`;
  };
  document.addEventListener("selectionchange", show);
  take.addEventListener("pointerdown", (event) => event.preventDefault());
  take.addEventListener("click", () => {
    const found = marked();
    if (!found) return;
    form.elements.quote.value = found.words.replace(/\s+/g, " ");
    form.elements.start.value = found.start;
    take.hidden = true;
    form.elements.measure.focus();
  });
  form.elements.quote.addEventListener("input", () => { form.elements.start.value = ""; });
}

// A decision is sent once, however often the button is pressed. The button itself is sent before it is disabled.
document.querySelectorAll("form[method=post]").forEach((form) => {
  const disable = () => form.querySelectorAll("button").forEach((button) => { button.disabled = true; });
  form.addEventListener("submit", () => setTimeout(disable));
});
window.addEventListener("pageshow", () => document.querySelectorAll("form button").forEach((b) => { b.disabled = false; }));
