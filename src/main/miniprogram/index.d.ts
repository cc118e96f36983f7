/** What the library needs of a platform: `wx`, `uni`, `Taro`, or anything of wx's shape. */
export interface Adapter {
  login(options: any): any
  request(options: any): any
  uploadFile?(options: any): any
  downloadFile?(options: any): any
  checkSession(options: any): any
  getStorageSync(key: string): any
  setStorageSync(key: string, data: any): void
  removeStorageSync(key: string): void
  /** For keys of repeated calls; without it they are made by Math.random. */
  getRandomValues?(options: any): any
  /** For `scan()` alone, which gives null without it. */
  getEnterOptionsSync?(): { query: Record<string, any>; scene: number }
}

/**
 * A storage of your own, in place of the adapter's. `get` gives what was set, or anything else when there is nothing. One that
 * gives promises is for one runtime: two that refresh at once may take each other's place in it.
 */
export interface AuthStorage {
  get(key: string): any
  set(key: string, value: string): any
  remove(key: string): any
}

export interface AuthOptions {
  /** Where wxauth is, such as `https://auth.example.com`. Relative URLs are below it. */
  baseUrl: string
  /** Further hosts that get the token: `['shop.example.com']`, https only, with the port where it is not 443. */
  hosts?: string[]
  /** Needed when wxauth serves several mini programs. */
  appid?: string
  /** A label for the user's list of sessions, at most 64 characters. */
  device?: string
  /** `wx` unless given. */
  adapter?: Adapter
  /** The one key in storage, `wxauth` unless given. */
  storageKey?: string
  storage?: AuthStorage
  /** Milliseconds for each of our own calls, and for a request that says nothing else. 8000 unless given. */
  timeout?: number
  /** A token with fewer seconds left than this, or than half of its life, is refreshed first. 300 unless given. */
  refreshAhead?: number
  /** So many random bytes, or a promise of them. */
  random?(length: number): ArrayBuffer | ArrayLike<number> | Promise<ArrayBuffer | ArrayLike<number>>
  /** Milliseconds. */
  now?(): number
  /** `debug` gets lines; `warn` errors that were got over, and a line when a host outside `hosts`, or without TLS, got no token and says 401. */
  logger?: { debug?(message: any): void; warn?(message: any): void }
}

export type AuthState = 'logged_in' | 'logged_out'

/** Who is logged in. */
export interface Identity {
  openid: string
  unionid?: string
  sessionId: string
  /** The same on every front of one Open Platform account. */
  person?: string
}

/** A session, as `GET /auth/session` tells; times are Unix seconds. */
export interface Session {
  session_id: string
  device?: string
  client_id?: string
  created_at: number
  last_seen_at: number
  expires_at: number
  current: boolean
}

export interface Profile {
  nickName?: string
  avatarUrl?: string
}

/** WeChat's `phone_info`. */
export interface PhoneInfo {
  phoneNumber: string
  purePhoneNumber: string
  countryCode: string
  [other: string]: any
}

/** Another device that asks to be logged in. */
export interface ScanRequest {
  /** Not enumerable, so that it does not end up in a page's data by accident: hand the object itself back. */
  readonly ticket: string
  clientId: string
  device?: string
  /** Shown on both screens, for the user to compare. */
  userCode: string
  /** Whether the other device asks from the address that this phone has. */
  sameNetwork: boolean
  /** Whether the camera read the code. */
  live: boolean
  /** Seconds. */
  expiresIn: number
}

export type AuthMode = 'required' | 'optional' | 'none'

/** As of wx.request. */
export interface RequestResult<T = any> {
  data: T
  statusCode: number
  header: Record<string, any>
  cookies: string[]
  errMsg: string
  /** WeChat's own, where its base library has them; so below. */
  exception: any
  profile: any
  useHttpDNS: boolean
  [other: string]: any
}

/** What requests of all three kinds take. */
export interface CommonOptions {
  /** Absolute, or below `baseUrl`. The token goes to `baseUrl` and `hosts` only. */
  url: string
  /** `required` unless given. `optional` takes a token along if there is one, `none` takes none; neither logs in. */
  auth?: AuthMode
  header?: Record<string, any>
  timeout?: number
  success?(result: any): void
  fail?(error: any): void
  complete?(outcome: any): void
  /** Gets wx's own task each time one begins, for `onProgressUpdate` and the like. */
  onTask?(task: any): void
  [other: string]: any
}

/** The options of wx.request, and `auth`. */
export interface RequestOptions<T = any> extends CommonOptions {
  data?: string | object | ArrayBuffer
  method?: 'OPTIONS' | 'GET' | 'HEAD' | 'POST' | 'PUT' | 'DELETE' | 'TRACE' | 'CONNECT' | 'PATCH'
  dataType?: string
  responseType?: string
}

/** Those of wx.uploadFile. */
export interface UploadOptions extends CommonOptions {
  filePath: string
  name: string
  formData?: Record<string, any>
}

/** Those of wx.downloadFile. */
export interface DownloadOptions extends CommonOptions {
  filePath?: string
}

export interface UploadResult {
  data: string
  statusCode: number
  errMsg: string
  profile: any
  [other: string]: any
}

export interface DownloadResult {
  tempFilePath: string
  filePath: string
  statusCode: number
  errMsg: string
  profile: any
  [other: string]: any
}

/** A promise of the answer, whatever its status but 401. `abort()` rejects it with the code `abort`. */
export type Running<T> = Promise<T> & { abort(): void }

export interface Auth {
  /**
   * At the start of the program: goes on with the stored session, or logs in silently. Offline with a stored session it is
   * `logged_in`. Never fails because of the network; fails with what only you can mend, such as `access_denied`.
   */
  start(): Promise<{ state: AuthState }>
  /** A silent login, though there be a session. Ends a logout. */
  login(): Promise<Identity>
  /** A new token, and with it new roles. */
  refresh(): Promise<Identity>
  /** Forgets the session, and tells the service where that can be reached. `everywhere`: on all of the user's devices. */
  logout(options?: { everywhere?: boolean }): Promise<{ told: boolean }>
  /** A token that is good for a while, for what is not a request (a WebSocket). Keep it nowhere. */
  accessToken(): Promise<string>
  request<T = any>(options: RequestOptions<T>): Running<RequestResult<T>>
  uploadFile(options: UploadOptions): Running<UploadResult>
  downloadFile(options: DownloadOptions): Running<DownloadResult>
  session(): Promise<Session>
  sessions(): Promise<Session[]>
  endSession(id: string): Promise<void>
  profile(): Promise<Profile>
  updateProfile(profile: Profile): Promise<void>
  /** By `event.detail.code` of `<button open-type="getPhoneNumber">`. */
  phone(code: string): Promise<PhoneInfo>
  /**
   * Opens what WeChat encrypts: the function calls the API that gives `encryptedData` and `iv`. It may be called twice.
   * What it fails with is the app's own, and comes through as it is.
   */
  decrypt<T = any>(get: () => Promise<{ encryptedData: string; iv: string }> | { encryptedData: string; iv: string }): Promise<T>
  /** Who asks to be logged in by the code that was scanned; null when the program was not opened by one. */
  scan(): Promise<ScanRequest | null>
  approve(request: ScanRequest): Promise<void>
  deny(request: ScanRequest): Promise<void>
  /** After login, refresh and logout. Gives a function that ends the subscription. */
  on(event: 'change', listener: (event: { state: AuthState }) => void): () => void
  /** Once, when the session has gone and no silent login took its place. */
  on(event: 'logged_out', listener: (event: { state: AuthState }) => void): () => void
  /** A sentence for the user about any error; Chinese unless `en`. */
  text(error: unknown, language?: 'zh' | 'en'): string
}

/** Makes the one object that the whole program shares. */
export function createAuth(options: AuthOptions): Auth

/** What every call of ours fails with. A bad argument is `invalid_request` before anything is sent: createAuth and on throw it. */
export class WxauthError extends Error {
  constructor(code: string, message: string, more?: object)
  /** The service's `error`, or `network`, `timeout`, `interrupted`, `abort`, `storage`, `wx_login`. */
  code: string
  statusCode?: number
  requestId?: string
  /** false where `scan` was refused because no camera read the code. */
  live?: false
  /** WeChat's own number, where that is the cause. */
  wechatErrcode?: number
  /** Seconds. */
  retryAfter?: number
  cause?: unknown
  /** As wx's `fail` is given them. */
  errMsg?: string
  errno?: number
}
