// Starts the backend and asks it who the caller is, without a token and then with each. Arguments: its address, tokens.
// Prints each status and what came with it as one JSON array.
import "./server.mjs";

const [address, ...tokens] = process.argv.slice(2);
const seen = [];

for (const token of [undefined, ...tokens]) {
  const headers = token ? { Authorization: `Bearer ${token}` } : {};
  const answer = await fetch(address, { headers });
  seen.push({ status: answer.status, body: await answer.text() });
}

console.log(JSON.stringify(seen));
process.exit(0);
