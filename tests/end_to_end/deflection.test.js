// What a real person's table of problems gets from the form: in each language some that the starter articles
// answer, and some that none does (deflection_cases.json). A case with `todo` is known to fail, and says how.

import assert from "node:assert/strict";
import { readFileSync } from "node:fs";
import { after, before, describe, it } from "node:test";

import { World } from "./support.js";

const cases = JSON.parse(readFileSync(new URL("deflection_cases.json", import.meta.url), "utf8"));

let world;
before(async () => {
  world = await World.start();
});
after(async () => {
  await world?.stop();
});

// What the form asks while somebody types; without an intent, since nobody has opened a form.
async function ask(lang, { subject, body }) {
  for (;;) {
    const response = await fetch(`${world.url}/api/v1/deflect`, {
      method: "POST",
      headers: { "Content-Type": "application/json" },
      body: JSON.stringify({ subject, body, lang, channel: "web" }),
    });
    if (response.status === 200) return response.json();
    // So many at once from one address are asked to wait.
    assert.equal(response.status, 429);
    await new Promise((done) => setTimeout(done, 1000 * Number(response.headers.get("retry-after"))));
  }
}

const describeAnswer = (answer) =>
  `${answer.decision} at ${answer.confidence.toFixed(2)}: ${answer.results.map(({ id }) => id).join(", ")}`;

for (const [lang, { answered, unanswered }] of Object.entries(cases)) {
  describe(`in ${lang}`, () => {
    for (const problem of answered) {
      it(`“${problem.subject}” is answered by ${problem.article}`, { todo: problem.todo }, async () => {
        const answer = await ask(lang, problem);
        assert.equal(answer.decision, "suggest", describeAnswer(answer));
        assert.ok(answer.results.some(({ id }) => id === problem.article), describeAnswer(answer));
      });
    }
    for (const problem of unanswered) {
      it(`“${problem.subject}” goes through at once`, { todo: problem.todo }, async () => {
        const answer = await ask(lang, problem);
        assert.equal(answer.decision, "none", describeAnswer(answer));
        assert.deepEqual(answer.results, []);
      });
    }
  });
}
