// What a user does, against the running service and each of the shop's backends.
import assert from "node:assert/strict";
import { test } from "node:test";
import { Example, newPhone } from "./app.mjs";
import { backend } from "./backend.mjs";

const CAMERA = 1011;
const ALBUM = 1013;

backend();

const start = (phone = newPhone(), options) => new Example(phone, options).launch();

const form = async (path, fields) =>
  (await fetch(process.env.WXAUTH + path, { method: "POST", body: new URLSearchParams({ client_id: process.env.DEVICE_CLIENT, ...fields }) })).json();

const computer = () => form("/auth/device_authorization", { device: "Chrome" });

const poll = ({ device_code }) => form("/auth/token", { grant_type: "urn:ietf:params:oauth:grant-type:device_code", device_code });

/** A phone whose camera has read what that computer shows. */
const scanned = ({ verification_uri_complete: address }, scene = CAMERA) =>
  newPhone({ enter: { path: "pages/scan/scan", query: { q: encodeURIComponent(address) }, scene } });

test("home shows its goods at once, and who I am when the shop knows", async () => {
  const example = start();
  const home = example.make("pages/home/home");
  assert.equal(home.data.t.goods.length, 3);
  home.onShow();
  await home.onPullDownRefresh();
  assert.equal(home.data.user.openid, (await example.auth.refresh()).openid);
  assert.deepEqual(example.went, ["stopped"]);
  assert.equal(example.phone.logins, 1);
});

test("home stays there when the network is away, and comes back", async () => {
  const example = start(newPhone({ fate: () => "unsent" }));
  const home = await example.open("home");
  assert.equal(home.data.user, null);
  assert.match(home.data.error, /网络/);
  example.phone.fate = () => "ok";
  await home.load();
  assert.ok(home.data.user.openid);
  assert.equal(home.data.error, "");
});

test("a picture goes to the shop and its address into the profile, and a name is saved", async () => {
  const example = start();
  const me = await example.open("me");
  assert.deepEqual([me.data.state, me.data.nickName], ["in", ""]);
  await me.chooseAvatar({ detail: { avatarUrl: "wxfile://tmp/picture.png" } });
  await me.saveName({ detail: { value: { nickName: "小明👨‍👩‍👧" } } });
  assert.deepEqual(example.toasts, [me.data.t.saved]);
  const again = await example.open("me");
  assert.equal(again.data.nickName, "小明👨‍👩‍👧");
  const picture = await fetch(again.data.avatar);
  assert.equal(picture.headers.get("content-type"), "image/png");
  assert.equal(await picture.text(), "wxfile://tmp/picture.png");
});

test("a name that will not do is told, and not taken", async () => {
  const example = start();
  const me = await example.open("me");
  await me.saveName({ detail: { value: { nickName: "x".repeat(129) } } });
  assert.equal(me.data.nickName, "");
  assert.equal(example.toasts.length, 1);
});

test("the phone number comes by WeChat's button or by hand", async () => {
  const example = start();
  const me = await example.open("me");
  const query = new URLSearchParams({ user: example.phone.user, phone: "13800000000", appid: example.phone.appid });
  const code = await (await fetch(`${process.env.WECHAT}/simulator/phone-code?${query}`, { method: "POST" })).text();
  await me.fillPhone({ detail: { errMsg: "getPhoneNumber:fail user deny" } });
  assert.equal(me.data.phone, "");
  await me.fillPhone({ detail: { code } });
  assert.equal(me.data.phone, "13800000000");
  me.typePhone({ detail: { value: "139" } });
  assert.equal(me.data.phone, "139");
  assert.deepEqual(example.toasts, []);
});

test("my devices are listed, and another one can be ended", async () => {
  const phone = newPhone();
  const tablet = start(newPhone({ user: phone.user }));
  await tablet.open("home");
  const me = await start(phone).open("me");
  assert.deepEqual(me.data.devices.map(({ current }) => current).sort(), [false, true]);
  assert.equal(me.data.devices[0].name, "iPhone 15");
  await me.endDevice({ currentTarget: { dataset: { id: me.data.devices.find(({ current }) => !current).id } } });
  assert.deepEqual(me.data.devices.map(({ current }) => current), [true]);
});

test("who logs out stays out until the button is tapped", async () => {
  const example = start();
  const me = await example.open("me");
  await me.logout();
  assert.equal(me.data.state, "out");
  assert.deepEqual(me.data.devices, []);
  const home = await example.open("home");
  assert.deepEqual([home.data.guest, home.data.error], [true, ""]);
  assert.equal(example.phone.logins, 1);
  await home.login();
  assert.ok(home.data.user.openid);
  assert.equal(example.phone.logins, 2);
});

test("logging out everywhere says so when the other devices were not reached", async () => {
  const example = start();
  const me = await example.open("me");
  example.phone.fate = () => "unsent";
  await me.logoutEverywhere();
  assert.equal(me.data.state, "out");
  assert.equal(example.asked, me.data.t.everywhereUntold);
});

test("logging out everywhere asks first, and ends the other device too", async () => {
  const phone = newPhone();
  const tablet = start(newPhone({ user: phone.user }));
  await tablet.open("home");
  const example = start(phone);
  const me = await example.open("me");
  example.answers.confirm = false;
  await me.logoutEverywhere();
  assert.equal(me.data.state, "in");
  example.answers.confirm = true;
  await me.logoutEverywhere();
  assert.equal(me.data.state, "out");
  await tablet.open("home");
  assert.equal(tablet.phone.logins, 2);
});

test("whoever leaves is erased, and begins anew without a name", async () => {
  const example = start();
  const me = await example.open("me");
  await me.saveName({ detail: { value: { nickName: "Ada" } } });
  await me.erase();
  assert.equal(me.data.state, "out");
  await me.login();
  assert.deepEqual([me.data.state, me.data.nickName], ["in", ""]);
});

test("a scan says who asks, and whom the user lets in is in", async () => {
  const asks = await computer();
  const example = start(scanned(asks));
  const scan = await example.open("scan");
  assert.equal(scan.data.state, "asked");
  assert.equal(scan.data.who, "商城网页版");
  assert.equal(scan.data.asks.userCode, asks.user_code);
  assert.equal("ticket" in scan.data.asks, false);
  await scan.agree();
  assert.equal(scan.data.state, "agreed");
  await new Promise((resolve) => setTimeout(resolve, asks.interval * 1000));
  assert.ok((await poll(asks)).access_token);
  scan.showDevices();
  assert.deepEqual(example.went, ["/pages/me/me"]);
  const me = await example.open("me");
  assert.deepEqual(me.data.devices.map(({ name }) => name).sort(), ["Chrome", "iPhone 15"]);
});

test("whom the user declines stays out", async () => {
  const asks = await computer();
  const scan = await start(scanned(asks)).open("scan");
  await scan.decline();
  assert.equal(scan.data.state, "declined");
  assert.equal((await poll(asks)).error, "access_denied");
});

test("a picture of a code, an old code and no code each say what to do", async () => {
  const album = await start(scanned(await computer(), ALBUM)).open("scan");
  assert.deepEqual([album.data.state, album.data.error], ["over", "请用微信扫一扫对准屏幕"]);
  const old = await start(scanned({ verification_uri_complete: "https://login.example.com/d/abcdefghijklmnopqrstuv" })).open("scan");
  assert.deepEqual([old.data.state, old.data.error], ["over", "不存在或已过期"]);
  const none = await start().open("scan");
  assert.equal(none.data.state, "none");
});

test("who had logged out is let in by a button, and the same code goes on", async () => {
  const asks = await computer();
  const example = start(scanned(asks));
  await example.auth.logout();
  const scan = await example.open("scan");
  assert.equal(scan.data.state, "out");
  await scan.login();
  assert.deepEqual([scan.data.state, scan.data.asks.userCode], ["asked", asks.user_code]);
  await example.auth.logout();
  await scan.agree();
  assert.equal(scan.data.state, "out");
  await scan.login();
  await scan.agree();
  assert.equal(scan.data.state, "agreed");
});

test("a scan that the network lost is tried again, and a lost answer leaves both buttons", async () => {
  const example = start(scanned(await computer()));
  await example.auth.login();
  example.phone.fate = () => "unsent";
  const scan = await example.open("scan");
  assert.equal(scan.data.state, "failed");
  assert.match(scan.data.error, /网络/);
  example.phone.fate = () => "ok";
  await scan.load();
  example.phone.fate = () => "lost";
  await scan.agree();
  assert.equal(scan.data.state, "asked");
  assert.equal(example.toasts.length, 1);
  example.phone.fate = () => "ok";
  await scan.agree();
  assert.equal(scan.data.state, "agreed");
});

test("a code counts down, says when it is over, and is not counted once the user has answered or gone", async () => {
  const over = async (scan) => {
    for (const end = Date.now() + 10_000; scan.data.state !== "over" && Date.now() < end; ) {
      await new Promise((resolve) => setTimeout(resolve, 20));
    }
  };
  const waits = start(scanned(await computer()));
  const scan = await waits.open("scan");
  assert.ok(scan.data.left > 0 && scan.data.left <= 120);
  waits.phone.offset = 60_000;
  scan.countDown();
  assert.ok(scan.data.left <= 60);
  waits.phone.offset = 120_000;
  await over(scan);
  assert.deepEqual([scan.data.state, scan.data.error], ["over", "此码已过期"]);
  for (const end of ["decline", "onUnload"]) {
    const other = start(scanned(await computer()));
    const page = await other.open("scan");
    await page[end]();
    const { state } = page.data;
    other.phone.offset = 120_000;
    await new Promise((resolve) => setTimeout(resolve, 1500));
    assert.equal(page.data.state, state);
  }
});

test("my page that the network kept away is loaded again, without a login", async () => {
  const example = start();
  await example.auth.login();
  example.phone.fate = () => "unsent";
  const me = await example.open("me");
  assert.equal(me.data.state, "failed");
  example.phone.fate = () => "ok";
  await me.load();
  assert.equal(me.data.state, "in");
  assert.deepEqual([example.phone.logins, me.data.devices.length], [1, 1]);
});

test("privacy is asked about when WeChat says so, and both answers arrive", async () => {
  for (const [answer, event] of [["agree", "agree"], ["decline", "disagree"]]) {
    const example = start();
    const popup = example.make("components/privacy/privacy");
    popup.lifetimes.attached.call(popup);
    assert.equal(popup.data.shown, false);
    const decided = [];
    example.needPrivacy((decision) => decided.push(decision));
    example.needPrivacy((decision) => decided.push(decision));
    assert.equal(popup.data.shown, true);
    popup.read();
    popup[answer]();
    assert.equal(popup.data.shown, false);
    assert.deepEqual(decided.map((decision) => decision.event), [event, event]);
    assert.deepEqual(example.went, ["contract"]);
  }
});

/** wx's own properties are WeChat's matter: each of these is a wx that lets nobody assign to them. */
const GUARDED = {
  open: (wx) => wx,
  frozen: (wx) => Object.freeze({ ...wx }),
  "made of getters": (wx) => guarded(wx, (value) => ({ get: () => value })),
  "deaf to setting": (wx) => guarded(wx, (value) => ({ get: () => value, set() {} })),
};

const guarded = (wx, describe) =>
  Object.defineProperties({}, Object.fromEntries(Object.entries(wx).map(([name, value]) => [name, { enumerable: true, ...describe(value) }])));

/** The example with such a wx. */
const startOn = (guard, phone, options) => {
  const example = new Example(phone, options);
  const { context } = example.runtime;
  context.wx = guard(context.wx);
  return example.launch();
};

for (const [name, guard] of Object.entries(GUARDED)) {
  test(`without an AppID everything is played on this machine, on a wx that is ${name}`, async () => {
    const example = startOn(guard, newPhone({ user: "tourist" }), { appid: "touristappid" });
    const home = await example.open("home");
    assert.ok(home.data.user.openid);
    assert.equal(example.phone.logins, 0);
    const me = await example.open("me");
    await me.chooseAvatar({ detail: { avatarUrl: "wxfile://tmp/picture.png" } });
    await me.fillPhone({ detail: { errMsg: "getPhoneNumber:fail no permission" } });
    assert.equal(me.data.phone, "13800000000");
    assert.deepEqual(example.toasts, []);
  });

  test(`with an AppID WeChat itself is asked, on a wx that is ${name}`, async () => {
    const example = startOn(guard, newPhone());
    const home = await example.open("home");
    assert.ok(home.data.user.openid);
    assert.equal(example.phone.logins, 1);
  });
}
