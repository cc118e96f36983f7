// Arguments: issuer, client id, client secret or "", the phone's access token. Prints the tokens, and those of a refresh.
import * as client from "openid-client";
import { agree } from "./common.mjs";

const [issuer, id, secret, phone] = process.argv.slice(2);
const authentication = secret ? client.ClientSecretBasic(secret) : client.None();
const config = await client.discovery(new URL(issuer), id, undefined, authentication, {
  algorithm: "oauth2",
  execute: [client.allowInsecureRequests],
});
const codes = await client.initiateDeviceAuthorization(config, { device: "openid-client", scope: "openid" });
const tokens = client.pollDeviceAuthorizationGrant(config, codes);
await agree(issuer, phone, codes.verification_uri_complete, codes.user_code);
const first = await tokens;
const refreshed = await client.refreshTokenGrant(config, first.refresh_token);
console.log(JSON.stringify({ first, refreshed }));
