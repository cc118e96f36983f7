// Runs the website's login page of README.md, which asks its own origin. Arguments: issuer, the phone's access token.
import { readFile } from "node:fs/promises";
import { agree } from "./common.mjs";

const [issuer, phone] = process.argv.slice(2);
const page = await readFile("login.js", "utf8");
const ask = (path, options) => fetch(issuer + path, options);
const logIn = new Function("fetch", "navigator", `${page}; return logIn;`)(ask, { platform: "Linux" });
const tokens = await logIn((codes) => {
  if (codes.device_code) throw new Error("the device_code is shown");
  agree(issuer, phone, codes.verification_uri_complete, codes.user_code);
});
console.log(JSON.stringify({ first: tokens, refreshed: tokens }));
