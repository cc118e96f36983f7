// Arguments: issuer, client id, client secret or "", the phone's access token. Prints the tokens, and those of a refresh.
import * as oauth from "oauth4webapi";
import { agree } from "./common.mjs";

const [issuer, id, secret, phone] = process.argv.slice(2);
const options = { [oauth.allowInsecureRequests]: true };
const discovered = await oauth.discoveryRequest(new URL(issuer), { algorithm: "oauth2", ...options });
const server = await oauth.processDiscoveryResponse(new URL(issuer), discovered);
const client = { client_id: id };
const authentication = secret ? oauth.ClientSecretPost(secret) : oauth.None();
const asked = await oauth.deviceAuthorizationRequest(server, client, authentication, new URLSearchParams(), options);
const codes = await oauth.processDeviceAuthorizationResponse(server, client, asked);

async function poll() {
  const answer = await oauth.deviceCodeGrantRequest(server, client, authentication, codes.device_code, options);
  return oauth.processDeviceCodeResponse(server, client, answer);
}

let pending;
await poll().catch((failure) => (pending = failure.error));
await agree(issuer, phone, codes.verification_uri_complete, codes.user_code);
const first = await poll();
const answer = await oauth.refreshTokenGrantRequest(server, client, authentication, first.refresh_token, options);
const refreshed = await oauth.processRefreshTokenResponse(server, client, answer);
console.log(JSON.stringify({ pending, first, refreshed }));
