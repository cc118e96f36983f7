// Starts the website and visits it as a browser does that keeps cookies, or loses them. Arguments: its address, the fronts'
// names, and a code for each. Prints what came of each visit as one JSON array.
import "./server.mjs";

const [address, ...visits] = process.argv.slice(2);
const seen = [];

/** So many of the service's answers do not arrive. */
let losing = 0;
const { fetch: call } = globalThis;
globalThis.fetch = async (url, options) => {
  const answer = await call(url, options);
  if (url.endsWith("/auth/login") && losing-- > 0) throw new TypeError("lost");
  return answer;
};

const get = (path, cookie) => fetch(address + path, { redirect: "manual", headers: cookie ? { Cookie: cookie } : {} });
const cookies = (answer) => answer.headers.getSetCookie();

for (let i = 0; i < visits.length; i += 2) {
  const [front, code] = visits.slice(i, i + 2);
  const start = await get(`/login/${front}`);
  const location = start.headers.get("Location");
  const state = new URL(location).searchParams.get("state");
  const cookie = cookies(start)[0].split(";")[0];
  const back = `/callback/${front}?code=${code}&state=`;
  const refused = [
    await get(back + state),
    await get(back + "0".repeat(32), cookie),
    await get(back, cookie),
    await get(`/callback/${front}?state=${state}`, cookie),
  ];
  losing = 1;
  const answer = await get(back + state, cookie);
  const again = await get(back + state, cookie);
  losing = 2;
  const lost = await get(back + state, cookie);
  seen.push({
    location,
    stateCookie: cookies(start)[0],
    refused: refused.map((each) => each.status),
    status: answer.status,
    cookies: cookies(answer),
    again: again.status,
    told: await again.text(),
    lost: lost.status,
  });
}

console.log(JSON.stringify(seen));
process.exit(0);
