// Finds the service by its issuer, then introspects a token, revokes it and introspects it again, once for each way to
// authenticate and to look for the metadata. Arguments: issuer, client id, client secret, two tokens. Prints what it saw as one JSON object.
import * as client from "openid-client";

const [issuer, id, secret, ...tokens] = process.argv.slice(2);
const ways = [
  { authentication: client.ClientSecretBasic(secret), algorithm: "oauth2" },
  { authentication: client.ClientSecretPost(secret), algorithm: "oidc" },
];
const seen = { rounds: [] };

for (const [i, way] of ways.entries()) {
  const config = await client.discovery(new URL(issuer), id, undefined, way.authentication, {
    algorithm: way.algorithm,
    execute: [client.allowInsecureRequests],
  });
  seen.issuer = config.serverMetadata().issuer;
  const before = await client.tokenIntrospection(config, tokens[i], { token_type_hint: "access_token" });
  await client.tokenRevocation(config, tokens[i]);
  const after = await client.tokenIntrospection(config, tokens[i]);
  seen.rounds.push({ before, after });
}

console.log(JSON.stringify(seen));
