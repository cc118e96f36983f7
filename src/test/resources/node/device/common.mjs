// The user's phone: scans what the device shows, and agrees.
export async function agree(issuer, phone, complete, userCode) {
  const ticket = complete.split("/").pop();
  const send = (route, body) =>
    fetch(`${issuer}/auth/device/${route}`, {
      method: "POST",
      headers: { Authorization: `Bearer ${phone}`, "Content-Type": "application/json" },
      body: JSON.stringify(body),
    });
  const scanned = await send("scan", { ticket, scene: 1011 });
  const agreed = await send("approve", { ticket, user_code: userCode });
  if (scanned.status !== 200 || agreed.status !== 204) throw new Error(`${scanned.status} ${agreed.status}`);
}
