// Follows the facilitator, and saves each answer when it is given. Without it the page works too:
// a button sends the form. What could not be sent waits on this phone and goes out by itself.
(function () {
  "use strict";
  if (!window.fetch || !window.Promise || !window.URLSearchParams || !Element.prototype.replaceWith) return;
  var body = document.body;
  var path = body.dataset.path;
  var shelf = "premiers-pas" + path; // shared by the tabs of this phone
  var waiting = {}; // question → fields that did not leave yet, when the shelf cannot be used
  var mine = {}; // question → what was answered in this page, left or not
  var sending = false;
  var refused = ""; // why an answer was not taken, until the next one is given
  var renewed = false;
  var stuck = false; // said that an answer did not leave
  var timer = 0;
  var typing = 0;
  var POLL = 3000;
  var AGAIN = 2500;
  var PATIENCE = 20000;

  function shelved() {
    try { waiting = JSON.parse(localStorage.getItem(shelf)) || {}; } catch (e) { /* private mode */ }
    return waiting;
  }
  function shelve(name, values) {
    shelved();
    if (values) waiting[name] = values; else delete waiting[name];
    try { localStorage.setItem(shelf, JSON.stringify(waiting)); } catch (e) { /* private mode */ }
  }
  function say(text) {
    var status = document.getElementById("status");
    if (status.textContent !== text) status.textContent = text;
  }
  function form() { return document.getElementById("answers"); }
  function fields() { return Array.prototype.slice.call(form() ? form().elements : []); }
  function question(name) { return name.split(":")[0]; }
  function ask(address, options) {
    var abort = window.AbortController ? new AbortController() : null;
    var limit = setTimeout(function () { if (abort) abort.abort(); }, PATIENCE);
    options.credentials = "same-origin";
    if (abort) options.signal = abort.signal;
    return fetch(address, options).then(function (answer) {
      return answer.text().then(function (text) {
        clearTimeout(limit);
        return { status: answer.status, ok: answer.ok, text: text };
      });
    });
  }
  function shown() { // the page as the server makes it now
    return ask(path + location.search, {}).then(function (answer) {
      var page = new DOMParser().parseFromString(answer.text, "text/html");
      if (!answer.ok || !page.getElementById("main")) throw answer;
      return page;
    });
  }

  // --- what was answered and did not leave yet ----------------------------------------------------
  function note(changed) {
    var values = {};
    var wanted = question(changed.name);
    fields().forEach(function (field) {
      if (!field.name || question(field.name) !== wanted) return;
      if (field.type === "radio" && !field.checked) return;
      values[field.name] = field.value;
    });
    // A field that leaves the page says again that it changed.
    if (JSON.stringify(mine[wanted]) === JSON.stringify(values)) return;
    mine[wanted] = values;
    refused = "";
    shelve(wanted, values);
  }
  function send() {
    var name = Object.keys(shelved())[0];
    if (sending) return;
    if (!name) { // another tab sent it
      if (stuck) say("✓ Enregistré");
      stuck = false;
      return;
    }
    clearTimeout(typing);
    sending = true;
    var values = JSON.stringify(waiting[name]);
    var sent = new URLSearchParams(waiting[name]);
    sent.set("jeton", body.dataset.jeton);
    say("→ Envoi…");
    var slow = setTimeout(function () { say("→ Envoi… L’enregistrement tarde, gardez cette page ouverte."); }, 2500);
    ask(path, { method: "POST", body: sent, headers: { "X-Premiers-Pas": "1" } })
      .then(function (answer) {
        if (answer.status === 403 && !renewed) { // the cookie is gone: take another
          renewed = true;
          return shown().then(function (page) { body.dataset.jeton = page.body.dataset.jeton; });
        }
        if ([204, 403, 409, 422].indexOf(answer.status) < 0) throw answer;
        if (answer.status === 204) renewed = false; else refused = "▲ " + answer.text;
        // Changed again meanwhile: the newer one still has to go.
        if (JSON.stringify(shelved()[name]) === values) shelve(name, null);
        if (answer.status === 409) follow(true);
      })
      .then(function () {
        clearTimeout(slow);
        sending = stuck = false;
        if (Object.keys(shelved()).length) send(); else say(refused || "✓ Enregistré");
      })
      .catch(function () {
        clearTimeout(slow);
        sending = false;
        stuck = true;
        say("▲ Pas encore envoyé. Votre réponse est gardée sur ce téléphone, elle partira toute seule.");
        setTimeout(send, AGAIN * (0.8 + 0.4 * Math.random()));
      });
  }
  function restore() {
    fields().forEach(function (field) {
      var name = question(field.name);
      var values = waiting[name] || mine[name];
      if (!values || !(field.name in values)) return;
      if (field.type === "radio") field.checked = field.value === values[field.name];
      else field.value = values[field.name];
    });
  }

  // --- points -------------------------------------------------------------------------------------
  function tally() {
    Array.prototype.forEach.call(document.querySelectorAll("[data-points]"), function (set) {
      var left = Number(set.dataset.points);
      Array.prototype.forEach.call(set.querySelectorAll("input"), function (input) { left -= Number(input.value) || 0; });
      set.querySelector(".left").textContent =
        left < 0 ? "▲ " + -left + " de trop." : left === 0 ? "✓ Tout est réparti." : "→ Il en reste " + left + ".";
    });
  }

  // --- following ----------------------------------------------------------------------------------
  function follow(now) {
    clearTimeout(timer);
    if (document.hidden) return;
    ask(path + "/etat", {})
      .then(function (answer) {
        if (!answer.ok) throw answer;
        if (answer.text === body.dataset.version && !now) return null;
        return shown().then(function (page) {
          body.dataset.version = page.body.dataset.version;
          if (page.body.dataset.what !== body.dataset.what) swap(page);
        });
      })
      .catch(function () { /* no network: the next round will tell */ })
      .then(function () {
        clearTimeout(timer);
        timer = setTimeout(follow, POLL * (0.8 + 0.4 * Math.random()));
      });
  }
  function swap(page) {
    var focused = document.activeElement || {};
    var caret = focused.selectionStart;
    history.replaceState(null, "", path); // whichever part was shown, the new questions begin with the first
    body.dataset.what = page.body.dataset.what;
    document.getElementById("main").replaceWith(page.getElementById("main"));
    document.title = page.title;
    say(refused);
    begin();
    var same = fields().filter(function (field) {
      return field.name && field.name === focused.name && (field.type !== "radio" || field.value === focused.value);
    })[0];
    if (!same) return window.scrollTo(0, 0);
    same.focus(); // somebody was answering this: they go on
    if (typeof caret === "number") same.setSelectionRange(caret, caret);
  }
  function begin() {
    shelved();
    restore();
    tally();
    send();
  }

  document.addEventListener("change", function (event) {
    if (!event.target.name || !form() || event.target.form !== form()) return;
    note(event.target);
    send();
  });
  document.addEventListener("input", function (event) {
    var field = event.target;
    if (field.type === "radio" || !field.name || !form() || field.form !== form()) return;
    note(field);
    tally();
    clearTimeout(typing);
    typing = setTimeout(send, 900);
  });
  document.addEventListener("submit", function (event) {
    if (navigator.onLine !== false) return;
    event.preventDefault(); // or the browser would put its own page in place of this one
    send();
  });
  document.addEventListener("visibilitychange", function () { send(); if (!document.hidden) follow(); });
  window.addEventListener("storage", function (event) { // another tab of this phone has a newer answer
    if (event.key !== shelf) return;
    Object.assign(mine, shelved());
    restore();
    tally();
  });
  window.addEventListener("online", function () { send(); follow(); });
  begin();
  timer = setTimeout(follow, POLL * Math.random());
})();
