// Live preview for writers: waits until the server has another build and puts the new main part in place of the
// old one. What is read stays where it is on the screen.

const script = document.querySelector("script[data-preview-build]");
const RETRY_MS = 1000; // while the server is away
let build = Number(script.dataset.previewBuild);

const pause = (milliseconds) => new Promise((done) => setTimeout(done, milliseconds));

// The element with an id that is nearest to the top of the screen, to find the place again.
function placeOnScreen() {
  for (const element of document.querySelectorAll("main [id]")) {
    const { top, height } = element.getBoundingClientRect();
    if (top + height >= 0) return { id: element.id, top };
  }
  return null;
}

function returnTo(place, x, y) {
  const element = place && document.getElementById(place.id);
  const moved = element ? element.getBoundingClientRect().top - place.top : y - scrollY;
  scrollTo({ left: x, top: scrollY + moved, behavior: "instant" });
}

// Scripts that give the main part its buttons run again; those of the header have nothing new to do.
function restart(page) {
  for (const { src } of page.querySelectorAll("script[type=module][src*='/article.js']")) {
    const url = new URL(src, location.href);
    url.searchParams.set("preview", build);
    import(url.href);
  }
}

async function refresh() {
  const answer = await fetch(location.href, { cache: "no-store", credentials: "same-origin" });
  if (answer.redirected) return location.replace(answer.url + location.hash);
  const page = new DOMParser().parseFromString(await answer.text(), "text/html");
  const [now, next] = [document.querySelector("main"), page.querySelector("main")];
  if (!now || !next) return location.reload();
  if (now.innerHTML !== next.innerHTML) {
    const [place, x, y] = [placeOnScreen(), scrollX, scrollY];
    const open = [...now.querySelectorAll("details")].map((element) => element.open);
    now.replaceWith(next);
    next.querySelectorAll("details").forEach((element, at) => { element.open = open[at] ?? element.open; });
    returnTo(place, x, y);
    restart(page);
  }
  document.title = page.title;
}

async function follow() {
  for (;;) {
    try {
      const asked = performance.now();
      const answer = await fetch(`/preview/events?build=${build}`, { cache: "no-store" });
      if (!answer.ok) throw new Error(`status ${answer.status}`);
      const served = (await answer.json()).build;
      if (served !== build) {
        await refresh();
        build = served;
      } else if (performance.now() - asked < RETRY_MS) {
        await pause(RETRY_MS); // too many pages wait
      }
    } catch {
      await pause(RETRY_MS);
    }
  }
}

follow();
