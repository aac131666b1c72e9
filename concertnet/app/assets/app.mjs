// What forms alone cannot do: drop, follow a long work, tell the program that the page is open.
// Every screen works without it.

const page = document.body.dataset;
const told = document.getElementById("told");
const LOOK = 250; // milliseconds between two looks at a long work
const ALIVE = 5000; // milliseconds between two signs that the page is open

function say(text, milliseconds = 0) {
  told.textContent = text;
  if (milliseconds) setTimeout(() => told.textContent === text && (told.textContent = ""), milliseconds);
}

async function asked(address, options = {}) {
  const answer = await fetch(address, { credentials: "same-origin", ...options });
  if (!answer.ok) throw new Error(String(answer.status));
  return answer;
}

// -- files ------------------------------------------------------------------------------------------

function take(form, files) {
  const size = [...files].reduce((sum, file) => sum + file.size, 0);
  if (!files.length) return;
  if (size > Number(page.most)) return say(page.tooBig);
  const field = form.querySelector("input[type=file]");
  if (field.files !== files) field.files = files;
  form.requestSubmit();
}

for (const form of document.querySelectorAll("form.drop")) {
  const field = form.querySelector("input[type=file]");
  field.addEventListener("change", () => take(form, field.files));
  for (const kind of ["dragenter", "dragover"]) {
    form.addEventListener(kind, (event) => {
      event.preventDefault();
      form.classList.add("over");
    });
  }
  form.addEventListener("dragleave", () => form.classList.remove("over"));
  form.addEventListener("drop", (event) => {
    event.preventDefault();
    form.classList.remove("over");
    take(form, event.dataTransfer.files);
  });
}
// a file that misses its place would be opened instead of the page
for (const kind of ["dragover", "drop"]) addEventListener(kind, (event) => event.preventDefault());

// -- a long work --------------------------------------------------------------------------------------

const pause = () => new Promise((done) => setTimeout(done, LOOK));

async function follow(box) {
  await pause();
  let job;
  try {
    job = await (await asked(box.dataset.job)).json();
  } catch {
    return say(page.lost);
  }
  if (job.over) return location.reload();
  const [bar, what] = [box.querySelector("progress"), box.querySelector(".what")];
  if (job.total) {
    bar.max = job.total;
    bar.value = job.done;
  }
  if (what.textContent !== job.what) what.textContent = job.what;
  return follow(box);
}
const work = document.querySelector("[data-job]");
if (work) follow(work);

// -- answers: each is taken at once, and what it unlocks is shown ------------------------------------------

const answers = document.getElementById("answers");

async function fresh(address) {
  const read = new DOMParser().parseFromString(await (await asked(address)).text(), "text/html");
  if (!read.querySelector("[data-job]")) return read;
  await pause();
  return fresh(address);
}

async function send() {
  const body = new URLSearchParams(new FormData(answers));
  try {
    await asked(answers.action, { method: "POST", body, redirect: "follow" });
    const read = await fresh(location.pathname);
    for (const id of ["ready", "state"]) {
      const [old, now] = [document.getElementById(id), read.getElementById(id)];
      if (old && now) old.replaceWith(document.adoptNode(now));
    }
    for (const question of answers.querySelectorAll(".question")) {
      const chosen = question.querySelector("input[type=radio]:checked");
      question.classList.toggle("answered", Boolean(chosen && chosen.value));
    }
    say(page.saved, 2500);
  } catch {
    say(page.lost);
  }
}

if (answers) {
  let waits;
  answers.addEventListener("change", (event) => {
    const { target } = event;
    if (target.type === "text") {
      const radio = target.parentElement.querySelector("input[type=radio]");
      radio.checked = Boolean(target.value.trim());
    } else if (target.value === "other") {
      const text = target.parentElement.querySelector("input[type=text]");
      if (!text.value) return text.focus(); // nothing to send yet
    }
    clearTimeout(waits);
    waits = setTimeout(send, 300); // arrows go through the choices
  });
}

// -- the page is open; the file may be saved ------------------------------------------------------------------

let lost = false;
async function alive() {
  try {
    const { version } = await (await asked(`/alive?dossier=${page.dossier}`)).json();
    if (lost) location.reload();
    const watch = document.getElementById("watch");
    const reads = page.watched && (!watch || watch.checked) && !work;
    if (reads && version && version !== page.version && !version.endsWith("gone")) {
      say(page.changed);
      location.reload();
    }
  } catch {
    lost = true;
    say(page.lost);
  }
}
if (!document.querySelector("[data-stopped]")) setInterval(alive, page.watched ? 1500 : ALIVE);
