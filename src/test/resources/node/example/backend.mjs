// The shop's backend: that of Express is a program of its own, and is started here; that of Spring Boot runs already.
import assert from "node:assert/strict";
import { spawn } from "node:child_process";
import { after, before } from "node:test";

const { EXPRESS, SHOP } = process.env;

/** Before the tests of a file, and until they are over. */
export function backend() {
  if (!EXPRESS) return;
  const shop = spawn("node", ["server.mjs"], { cwd: EXPRESS, stdio: ["ignore", "ignore", "inherit"] });
  before(async () => {
    while (!(await fetch(SHOP + "/me").catch(() => undefined))) {
      assert.equal(shop.exitCode, null, "the shop has ended");
      await new Promise((resolve) => setTimeout(resolve, 50));
    }
  });
  after(() => shop.kill());
}
