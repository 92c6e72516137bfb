// Follows the facilitator, and saves each answer when it is given. Without it the page works too:
// a button sends the form. What could not be sent waits on this phone and goes out by itself.
(function () {
  "use strict";
  if (!window.fetch || !window.Promise || !window.URLSearchParams) return;
  var body = document.body;
  var path = body.dataset.path;
  var shelf = "premiers-pas" + path;
  var waiting = read();
  var sending = false;
  var timer = 0;
  var POLL = 3000;
  var AGAIN = 2500;

  function read() {
    try { return JSON.parse(localStorage.getItem(shelf)) || {}; } catch (e) { return {}; }
  }
  function keep() {
    try { localStorage.setItem(shelf, JSON.stringify(waiting)); } catch (e) { /* private mode */ }
  }
  function say(text) {
    var status = document.getElementById("status");
    if (status.textContent !== text) status.textContent = text;
  }
  function form() { return document.getElementById("answers"); }
  function question(name) { return name.split(":")[0]; }

  // --- what was answered and did not leave yet ----------------------------------------------------
  function collect(changed) {
    var values = {};
    var wanted = question(changed.name);
    Array.prototype.forEach.call(form().elements, function (field) {
      if (!field.name || question(field.name) !== wanted) return;
      if (field.type === "radio" && !field.checked) return;
      values[field.name] = field.value;
    });
    waiting[wanted] = values;
    keep();
    send();
  }
  function send() {
    var names = Object.keys(waiting);
    if (sending || !names.length) return;
    var token = form() ? form().elements.jeton.value : body.dataset.jeton;
    if (!token) return;
    body.dataset.jeton = token;
    sending = true;
    var name = names[0];
    var values = JSON.stringify(waiting[name]);
    var sent = new URLSearchParams(waiting[name]);
    sent.set("jeton", token);
    say("→ Envoi…");
    var slow = setTimeout(function () { say("→ Envoi… L’enregistrement tarde, gardez cette page ouverte."); }, 2500);
    fetch(path, { method: "POST", body: sent, headers: { "X-Premiers-Pas": "1" }, credentials: "same-origin" })
      .then(function (answer) {
        clearTimeout(slow);
        sending = false;
        if (answer.status === 204 || answer.status === 409 || answer.status === 422) {
          // Changed again meanwhile: the newer one still has to go.
          if (JSON.stringify(waiting[name]) === values) delete waiting[name];
          keep();
          if (answer.status === 204) { say(Object.keys(waiting).length ? "→ Envoi…" : "✓ Enregistré"); return send(); }
          return answer.text().then(function (why) { say("▲ " + why); if (answer.status === 409) follow(true); });
        }
        if (answer.status === 403) { location.reload(); return; }
        throw answer;
      })
      .catch(function () {
        clearTimeout(slow);
        sending = false;
        say("▲ Pas encore envoyé. Votre réponse est gardée sur ce téléphone, elle partira toute seule.");
        setTimeout(send, AGAIN);
      });
  }
  function restore() {
    if (!form()) return;
    Object.keys(waiting).forEach(function (name) {
      Object.keys(waiting[name]).forEach(function (field) {
        Array.prototype.forEach.call(form().elements, function (input) {
          if (input.name !== field) return;
          if (input.type === "radio") input.checked = input.value === waiting[name][field];
          else input.value = waiting[name][field];
        });
      });
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
    fetch(path + "/etat", { credentials: "same-origin" })
      .then(function (answer) { if (!answer.ok) throw answer; return answer.text(); })
      .then(function (version) {
        if (version === body.dataset.version && !now) return null;
        return fetch(path, { credentials: "same-origin" })
          .then(function (answer) { if (!answer.ok) throw answer; return answer.text(); })
          .then(function (text) {
            var page = new DOMParser().parseFromString(text, "text/html");
            if (!page.getElementById("main")) throw text;
            body.dataset.version = page.body.dataset.version;
            if (page.body.dataset.what !== body.dataset.what) swap(page);
          });
      })
      .catch(function () { /* no network: the next round will tell */ })
      .then(function () { timer = setTimeout(follow, POLL * (0.8 + 0.4 * Math.random())); });
  }
  function swap(page) {
    history.replaceState(null, "", path); // whichever part was shown, the new questions begin with the first
    body.dataset.what = page.body.dataset.what;
    document.getElementById("main").replaceWith(page.getElementById("main"));
    document.title = page.title;
    say("");
    window.scrollTo(0, 0);
    begin();
  }
  function begin() {
    restore();
    tally();
    send();
  }

  var typing = 0;
  document.addEventListener("change", function (event) { if (event.target.form === form() && event.target.name) collect(event.target); });
  document.addEventListener("input", function (event) {
    var field = event.target;
    if (field.type === "radio" || !field.name || field.form !== form()) return;
    tally();
    clearTimeout(typing);
    typing = setTimeout(function () { collect(field); }, 900);
  });
  document.addEventListener("visibilitychange", function () { if (!document.hidden) { send(); follow(false); } });
  window.addEventListener("online", function () { send(); follow(false); });
  begin();
  timer = setTimeout(follow, POLL * Math.random());
})();
