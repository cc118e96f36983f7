// The shop of the example. The README shows its beginning.
import { randomUUID } from "node:crypto";
import multer from "multer";
import express from "express";

const wxauth = process.env.WXAUTH ?? "http://localhost:8080";
const secret = process.env.WXAUTH_CLIENT_SECRET;
if (!secret) throw new Error("WXAUTH_CLIENT_SECRET is not set");
const client = Buffer.from(`shop:${secret}`).toString("base64");

async function introspect(token) {
  const answer = await fetch(`${wxauth}/auth/introspect`, {
    method: "POST",
    headers: { Authorization: `Basic ${client}` },
    body: new URLSearchParams({ token }),
    signal: AbortSignal.timeout(3000),
  });
  if (!answer.ok) throw new Error(`introspection answered ${answer.status} ${await answer.text()}`);
  return answer.json();
}

async function user(request, response, next) {
  const token = /^Bearer (\S+)$/i.exec(request.get("Authorization") ?? "")?.[1];
  if (!token) return response.set("WWW-Authenticate", "Bearer").sendStatus(401);
  try {
    request.user = await introspect(token);
  } catch (failure) {
    console.error(failure);
    return response.sendStatus(503);
  }
  const { active, token_type } = request.user;
  return active && token_type === "Bearer" ? next() : response.set("WWW-Authenticate", "Bearer").sendStatus(401);
}

const app = express();
app.get("/me", user, (request, response) => {
  const { openid, roles } = request.user;
  response.json({ openid, roles });
});

// What cannot be undone is not for a session of another device, which began with a scan.
function ownSession(request, response, next) {
  const { appid, client_id } = request.user;
  return client_id === appid ? next() : response.sendStatus(403);
}

// Pictures as users choose them, in memory; yours go to an object store, by way of WeChat's check of pictures.
const pictures = new Map();
const owner = ({ appid, openid }) => `${appid}/${openid}`;

function forgetPictures(user) {
  for (const [id, picture] of pictures) if (picture.owner === owner(user)) pictures.delete(id);
}

// Who leaves is erased here and then at wxauth, where the client wants the scope users:write for it: as long as that has
// not succeeded, the user can try again.
app.delete("/me", user, ownSession, async (request, response) => {
  const { appid, openid } = request.user;
  forgetPictures(request.user);
  try {
    const answer = await fetch(`${wxauth}/auth/users/${appid}/${openid}`, {
      method: "DELETE",
      headers: { Authorization: `Basic ${client}` },
      signal: AbortSignal.timeout(3000),
    });
    if (!answer.ok) throw new Error(`erasing answered ${answer.status} ${await answer.text()}`);
    return response.sendStatus(204);
  } catch (failure) {
    console.error(failure);
    return response.sendStatus(503);
  }
});

const form = multer({ limits: { fileSize: 1024 * 1024, files: 1 } }).single("avatar");

// Whatever is wrong with a form is its sender's fault, but not everything that reads it says so.
function picture(request, response, next) {
  form(request, response, (failure) => {
    if (failure) failure.status = failure.code === "LIMIT_FILE_SIZE" ? 413 : 400;
    next(failure);
  });
}

app.post("/avatar", user, picture, (request, response) => {
  const { file } = request;
  if (!file && request.is("multipart/form-data")) return response.sendStatus(400);
  if (!["image/jpeg", "image/png"].includes(file?.mimetype)) return response.sendStatus(415);
  const id = randomUUID();
  forgetPictures(request.user);
  pictures.set(id, { owner: owner(request.user), type: file.mimetype, bytes: file.buffer });
  response.json({ url: `${process.env.SHOP ?? "http://localhost:3000"}/avatars/${id}` });
});

app.get("/avatars/:id", (request, response) => {
  const found = pictures.get(request.params.id);
  if (!found) return response.sendStatus(404);
  response.set("X-Content-Type-Options", "nosniff").type(found.type).send(found.bytes);
});

// Express alone would show the stack.
app.use((failure, request, response, next) => {
  if (response.headersSent) return next(failure);
  const { status = 500, message } = failure;
  if (status >= 500) console.error(failure);
  response.status(status).json({ error: status < 500 ? message : "server_error" });
});

app.listen(process.env.PORT ?? 3000);
