// The shop of the example. The README shows its beginning.
import { randomUUID } from "node:crypto";
import multer from "multer";
import express from "express";

const wxauth = process.env.WXAUTH ?? "http://localhost:8080";
const client = Buffer.from(`shop:${process.env.WXAUTH_CLIENT_SECRET}`).toString("base64");

async function introspect(token) {
  const answer = await fetch(`${wxauth}/auth/introspect`, {
    method: "POST",
    headers: { Authorization: `Basic ${client}` },
    body: new URLSearchParams({ token }),
    signal: AbortSignal.timeout(3000),
  });
  if (!answer.ok) throw new Error(`introspection answered ${answer.status}`);
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
  return request.user.active ? next() : response.set("WWW-Authenticate", "Bearer").sendStatus(401);
}

const app = express();
app.get("/me", user, (request, response) => response.json(request.user));

// Who leaves is erased at wxauth, too; the client wants the scope users:write for it.
app.delete("/me", user, async (request, response) => {
  const { appid, openid } = request.user;
  const answer = await fetch(`${wxauth}/auth/users/${appid}/${openid}`, {
    method: "DELETE",
    headers: { Authorization: `Basic ${client}` },
    signal: AbortSignal.timeout(3000),
  });
  response.sendStatus(answer.status === 204 ? 204 : 503);
});

// Pictures as users choose them, in memory; yours go to an object store, by way of WeChat's check of pictures.
const pictures = new Map();
const picture = multer({ limits: { fileSize: 1024 * 1024, files: 1 } }).single("avatar");

app.post("/avatar", user, picture, (request, response) => {
  if (!["image/jpeg", "image/png"].includes(request.file?.mimetype)) return response.sendStatus(415);
  const id = randomUUID();
  pictures.set(id, request.file);
  response.json({ url: `${process.env.SHOP ?? "http://localhost:3000"}/avatars/${id}` });
});

app.get("/avatars/:id", (request, response) => {
  const file = pictures.get(request.params.id);
  if (!file) return response.sendStatus(404);
  response.set("X-Content-Type-Options", "nosniff").type(file.mimetype).send(file.buffer);
});

app.listen(process.env.PORT ?? 3000);
