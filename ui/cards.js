// The cards to place, one at a time. What is placed shows at once, waits here, and is sent again until
// the server says that it has received it: a lost connection or a restarted server loses nothing.

const NBSP = "\u00a0";
const RETRY = 3_000; // ms without news from the server before what waits is sent again
const LONGEST_RETRY = 30_000;

// What one browser page remembers, whatever Streamlit draws again.
let known = { cards: [], themes: [], ways: [], received: 0, dossier: "" }; // what the server last said
let waiting = {}; // placed here, perhaps not received there: card → { way, number }
let number = Date.now(); // of the last placement; grows, also after the page is loaded again
let theme = ""; // of the deck, « » for all the cards
let current = null; // id of the card on top
let send = null; // gives what waits to the server, while the cards are on the page
let view = null; // the elements on the page
let timer = null;
let sentAt = 0; // 0: not sent, or the connection was lost since
let retry = RETRY;

export default function ({ data, parentElement, setTriggerValue }) {
  if (known.dossier && known.dossier !== data.dossier) waiting = {};
  known = data;
  for (const [card, { number: placed }] of Object.entries(waiting))
    if (placed <= data.received) delete waiting[card];
  send = (value) => setTriggerValue("placed", value);
  if (view?.root !== parentElement) view = build(parentElement);
  const deck = deckCards();
  if (!deck.some((card) => card.id === current)) current = (nextUnplaced() ?? deck[0]).id;
  draw();
  if (Object.keys(waiting).length) timer ??= setInterval(sendAgain, 1_000);
  else retry = RETRY;
  return () => {
    view = send = null;
    clearInterval(timer);
    timer = null;
  };
}

// --- what waits -----------------------------------------------------------------------------------
function post() {
  const placed = Object.entries(waiting).map(([card, { way }]) => [card, way]);
  sentAt = Date.now();
  send({ number, dossier: known.dossier, placed: Object.fromEntries(placed) });
}

function connected() {
  const app = document.querySelector('[data-testid="stApp"]');
  return (app?.getAttribute("data-test-connection-state") ?? "CONNECTED") === "CONNECTED";
}

function sendAgain() {
  if (!Object.keys(waiting).length) {
    clearInterval(timer);
    timer = null;
  } else if (!connected()) {
    sentAt = 0;
    retry = RETRY;
  } else if (Date.now() - sentAt >= retry) {
    if (sentAt) retry = Math.min(2 * retry, LONGEST_RETRY); // a slow server is left time to answer
    post();
  }
  drawLate();
}

const isLate = () => Object.keys(waiting).length > 0 && (!sentAt || retry > RETRY);

addEventListener("beforeunload", (event) => {
  if (isLate()) event.preventDefault();
});

// --- the cards ------------------------------------------------------------------------------------
const wayOf = (card) => waiting[card.id]?.way ?? card.way;
const deckCards = () => known.cards.filter((card) => !theme || card.theme === theme);
const cardOnTop = () => known.cards.find((card) => card.id === current);
const labelOf = (texts, id) => texts.find((text) => text.id === id).label;
const count = (n, words) => `${n}${NBSP}${words[n < 2 ? 0 : 1]}`;

function nextUnplaced() {
  const deck = deckCards();
  const place = deck.findIndex((card) => card.id === current) + 1;
  return [...deck.slice(place), ...deck.slice(0, place)].find((card) => !wayOf(card));
}

function progress() {
  const deck = deckCards();
  const placed = deck.filter(wayOf).length;
  return `${count(placed, ["carte", "cartes"])} sur${NBSP}${deck.length}`;
}

function place(way) {
  const card = cardOnTop();
  if (wayOf(card) !== way) {
    waiting[card.id] = { way, number: ++number };
    timer ??= setInterval(sendAgain, 1_000);
    if (connected()) post();
    else sentAt = 0;
  }
  const next = nextUnplaced();
  if (next) show(next);
  else draw();
  const following = next ? `Carte suivante${NBSP}: ${next.task}` : finished();
  view.spoken.textContent = `Placée${NBSP}: ${labelOf(known.ways, way)}. ${progress()}. ${following}`;
}

function walk(step) {
  const deck = deckCards();
  const place = deck.findIndex((card) => card.id === current);
  show(deck[(place + step + deck.length) % deck.length]);
  view.spoken.textContent = `${view.task.textContent}. ${view.where.textContent}`;
}

function bringBack(card) {
  if (theme && card.theme !== theme) theme = view.select.value = "";
  show(card);
  view.card.focus();
}

function show(card) {
  current = card.id;
  draw();
  if (!matchMedia("(prefers-reduced-motion: reduce)").matches)
    view.card.animate({ opacity: [0.2, 1], transform: ["translateX(1rem)", "none"] }, 160);
}

const finished = () =>
  theme
    ? `Toutes les cartes de ce thème sont placées. Choisissez-en un autre sous les réponses.`
    : `Toutes les cartes sont placées. Passez à «${NBSP}Comparer et décider${NBSP}».`;

// --- the page -------------------------------------------------------------------------------------
function element(tag, properties, ...children) {
  const made = Object.assign(document.createElement(tag), properties);
  made.append(...children);
  return made;
}

function build(root) {
  const find = (selector) => root.querySelector(selector);
  const built = {
    root,
    select: find("select"),
    late: find(".late"),
    finished: find(".finished"),
    card: find(".card"),
    theme: find(".theme"),
    task: find("#task"),
    where: find("#where"),
    spoken: find(".spoken"),
    ways: {},
    piles: {},
    inPile: {}, // card → its button in the piles
  };
  const decks = ["", ...known.themes.map(({ id }) => id)];
  built.select.append(...decks.map((value) => element("option", { value })));
  built.select.value = theme;
  built.select.onchange = () => {
    theme = built.select.value;
    current = null;
    show(nextUnplaced() ?? deckCards()[0]);
  };
  known.ways.forEach(({ id, label }, index) => {
    const button = element(
      "button",
      { type: "button", onclick: () => place(id) },
      element("span", { className: "digit", textContent: index + 1 }),
      element("span", {}, element("span", { className: "mark" }), label),
    );
    button.setAttribute("aria-keyshortcuts", index + 1);
    for (const sign of button.querySelectorAll(".digit, .mark")) sign.setAttribute("aria-hidden", "true");
    built.ways[id] = button;
    find(".ways").append(button);

    const size = element("span", {});
    const list = element("ul", {});
    built.piles[id] = { size, list };
    const summary = element("summary", {}, element("span", { className: "name", textContent: label }), size);
    find(".piles").append(element("details", {}, summary, list));
  });
  find(".previous").onclick = () => walk(-1);
  find(".next").onclick = () => walk(1);
  find(".desk").onkeydown = onKey;
  return built;
}

function onKey(event) {
  if (event.ctrlKey || event.altKey || event.metaKey || event.target === view.select) return;
  // The place of the key counts: on a French keyboard the digits of the top row need the shift key.
  const digit = /^(?:Digit|Numpad)([1-9])$/.exec(event.code)?.[1] ?? event.key;
  const way = known.ways[digit - 1];
  if (way) place(way.id);
  else if (event.key === "ArrowLeft") walk(-1);
  else if (event.key === "ArrowRight") walk(1);
  else return;
  event.preventDefault();
}

function draw() {
  const deck = deckCards();
  const card = cardOnTop();
  const way = wayOf(card);
  view.theme.textContent = labelOf(known.themes, card.theme);
  view.task.textContent = card.task;
  view.where.textContent =
    `Carte${NBSP}${deck.indexOf(card) + 1} sur${NBSP}${deck.length} · ` +
    (way ? `✓ placée${NBSP}: ${labelOf(known.ways, way)}` : "○ à placer");
  view.finished.textContent = deck.every(wayOf) ? `✓ ${finished()}` : "";
  for (const option of view.select.options) {
    const cards = known.cards.filter((each) => !option.value || each.theme === option.value);
    const label = option.value ? labelOf(known.themes, option.value) : "Toutes les cartes";
    option.textContent = `${label} (${cards.filter(wayOf).length}/${cards.length})`;
  }
  for (const [id, button] of Object.entries(view.ways)) {
    button.setAttribute("aria-pressed", id === way);
    button.querySelector(".mark").textContent = id === way ? "✓ " : "";
  }
  for (const [id, { size, list }] of Object.entries(view.piles)) drawPile(id, size, list);
  drawLate();
}

function drawPile(way, size, list) {
  const cards = known.cards.filter((card) => wayOf(card) === way);
  size.textContent = count(cards.length, ["carte", "cartes"]);
  const buttons = cards.map(inPile);
  const same = (button, place) => button.parentElement === list.children[place];
  if (buttons.length === list.children.length && buttons.every(same)) return;
  const focused = view.root.activeElement;
  list.replaceChildren(...buttons.map((button) => button.parentElement));
  if (focused !== view.root.activeElement) focused.focus();
}

function inPile(card) {
  if (!view.inPile[card.id]) {
    const button = element("button", { type: "button", textContent: card.task });
    button.onclick = () => bringBack(known.cards.find(({ id }) => id === card.id));
    element("li", {}, button);
    view.inPile[card.id] = button;
  }
  return view.inPile[card.id];
}

function drawLate() {
  const words = ["carte n’est pas encore enregistrée", "cartes ne sont pas encore enregistrées"];
  const cards = count(Object.keys(waiting).length, words);
  const text = isLate() ? `▲ ${cards}. Gardez cette page ouverte${NBSP}: nouvel essai en cours.` : "";
  if (view && view.late.textContent !== text) view.late.textContent = text;
}
