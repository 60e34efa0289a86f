import type { ServerResponse } from "node:http";
import { RequestLimiter, type PlivoClientOptions } from "../../../provider/plivo/index.ts";
import { SessionDirectory } from "../../../provider/lifecycle/directory/session-directory.ts";
import type { Call, CreateContext } from "../../../provider/lifecycle/call.ts";
import type { IfExists, SessionInputs } from "../../../provider/session/fields.ts";
import { Ledger } from "../../../provider/lifecycle/ledger.ts";
import { OwnedSessions } from "../../../provider/lifecycle/owned-sessions.ts";
import type { SessionState } from "../../../provider/session/state.ts";
import {
  authId,
  collectionPath,
  documentSession,
  first,
  json,
  second,
  TestServer,
  text,
} from "../plivo/support.ts";
import { VirtualClock } from "../../support/virtual-clock.ts";

export const both = { firstParty: first, secondParty: second } satisfies SessionInputs;

export type Respond = TestServer["respond"];
/** A session in the API's names. */
export type Wire = Record<string, unknown> & { session_uuid: string };

/** What Plivo sets in the first session. */
export const identity = {
  authId,
  sessionUuid: "session-1",
  virtualNumber: "+912269947011",
  status: "active",
  createdTime: "2026-03-01T10:00:00Z",
  expiryTime: "2026-03-01T10:30:00Z",
};

/** The state of that session. */
export const stored: SessionState = { ...both, ...identity };

/** A small API. Tests can replace its next responses. */
export class ScriptedPlivo {
  readonly server = new TestServer();
  clock = VirtualClock.passing();
  lines: string[] = [];
  owned = new OwnedSessions();
  /** Newest first. */
  sessions: Wire[] = [];
  /** The host's part of each call. */
  call: Call = { log: (line) => this.lines.push(line) };
  /** How far Plivo's clock is ahead of the provider's. */
  aheadMs = 0;
  /** The responses to the next requests of a kind. Later requests succeed. */
  readonly next: Record<"create" | "list" | "get" | "update" | "delete", Respond[]> = {
    create: [],
    list: [],
    get: [],
    update: [],
    delete: [],
  };
  /** The row of a session in lists. */
  row = (session: Wire): object => session;
  /** Whether responses have a Date header. */
  hasDates = true;
  #count = 0;

  /** Removes all sessions and settings. */
  reset(): void {
    this.server.reset();
    this.clock = VirtualClock.passing();
    this.lines = [];
    this.call = { log: (line) => this.lines.push(line) };
    this.owned = new OwnedSessions();
    this.sessions = [];
    this.#count = 0;
    this.aheadMs = 0;
    this.hasDates = true;
    this.row = (session) => session;
    for (const kind of Object.values(this.next)) kind.length = 0;
    this.server.respond = (response, received) => {
      const url = new URL(received.url ?? "", this.server.endpoint);
      if (this.hasDates) response.setHeader("date", new Date(this.now()).toUTCString());
      else response.sendDate = false;
      const item = url.pathname === collectionPath ? undefined : (url.pathname.split("/").at(-1) ?? "");
      const [kind, defaultResponse] = this.#defaultResponse(received.method ?? "", item, url.searchParams);
      (this.next[kind].shift() ?? defaultResponse)(response, received);
    };
  }

  now(): number {
    return this.clock.now() + this.aheadMs;
  }

  /** @param bulkThreshold Default: the provider's. */
  directory(options: Partial<PlivoClientOptions> = {}, bulkThreshold?: number): SessionDirectory {
    const { clock, owned } = this;
    return new SessionDirectory({ client: this.client(options), clock, owned, bulkThreshold });
  }

  client(options: Partial<PlivoClientOptions> = {}) {
    const { clock } = this;
    const log = (line: string) => this.lines.push(line);
    const limiter = new RequestLimiter({ clock, log });
    return this.server.client({ clock, log, limiter, retries: {}, random: () => 1, ...options });
  }

  context(ifExists: IfExists = "create", options: Partial<PlivoClientOptions> = {}): CreateContext {
    const { call, clock, owned } = this;
    return {
      call,
      client: this.directory(options),
      clock,
      // A new ledger, except for the owned sessions.
      ledger: Object.assign(new Ledger(), { owned }),
      ifExists,
    };
  }

  /** Adds a session that was created some milliseconds ago. */
  add(changes: Record<string, unknown> = {}, ago = 0): Wire {
    this.#count += 1;
    const session = {
      ...documentSession,
      first_party: first.slice(1),
      second_party: second.slice(1),
      session_uuid: `session-${this.#count}`,
      created_time: this.#time(-ago),
      expiry_time: this.#time(1_800_000 - ago),
      ...changes,
    };
    this.sessions.unshift(session);
    return session;
  }

  /** Creates the session, then responds as the test says. */
  createThen(respond: Respond, changes: Record<string, unknown> = {}): Respond {
    return (response, received) => {
      this.add({ ...(JSON.parse(received.body) as object), ...changes });
      respond(response, received);
    };
  }

  get newest(): Wire {
    const [session] = this.sessions;
    if (session === undefined) throw new Error("there is no session");
    return session;
  }

  /** The methods of the requests. A create is a POST, an update a PATCH. */
  get requests(): string[] {
    return this.server.received.map(({ method = "", url = "" }) => {
      const collection = url.split("?")[0] === collectionPath;
      if (method === "GET") return collection ? "LIST" : "GET";
      return method === "POST" && !collection ? "PATCH" : method;
    });
  }

  get creates(): number {
    return this.requests.filter((request) => request === "POST").length;
  }

  #time(shift: number): string {
    return `${new Date(this.now() + shift).toISOString().slice(0, 19).replace("T", " ")} +0000 UTC`;
  }

  #defaultResponse(method: string, item: string | undefined, query: URLSearchParams) {
    const session = this.sessions.find(({ session_uuid }) => session_uuid === item);
    if (item === undefined) {
      return method === "POST" ? (["create", this.#create] as const) : (["list", this.#list(query)] as const);
    }
    if (method === "GET") return ["get", session ? json(200, { response: session }) : unknown] as const;
    if (method === "DELETE") return ["delete", session ? this.#expire(session) : unknown] as const;
    return ["update", session ? this.#update(session) : unknown] as const;
  }

  readonly #create: Respond = (response, received) => {
    const session = this.add(JSON.parse(received.body) as object as Record<string, unknown>);
    json(201, { api_id: authId, session_uuid: session.session_uuid, session })(response, received);
  };

  #list(query: URLSearchParams): Respond {
    const wanted = (["first_party", "second_party"] as const).filter((name) => query.has(name));
    const rows = this.sessions.filter((row) =>
      wanted.every((name) => String(row[name]).replace("+", "") === query.get(name)),
    );
    const offset = Number(query.get("offset") ?? 0);
    const objects = rows.slice(offset, offset + 20).map(this.row);
    return json(200, { response: { meta: { total_count: rows.length }, objects } });
  }

  #update(session: Wire): Respond {
    return (response, received) => {
      const isExpired = session["status"] === "expired";
      if (!isExpired) Object.assign(session, JSON.parse(received.body));
      (isExpired ? expired : json(200, { session }))(response, received);
    };
  }

  #expire(session: Wire): Respond {
    return (response, received) => {
      const isExpired = session["status"] === "expired";
      session["status"] = "expired";
      (isExpired ? expired : text(204, ""))(response, received);
    };
  }
}

const unknown = json(404, { error: "not found" });
export const expired = json(400, { error: "Session already expired." });
/** Resets the connection. */
export const reset: Respond = (response: ServerResponse) => response.socket?.resetAndDestroy();
export const serverError = json(500, { error: "internal" });
export const limited = json(429, { error: "Too many requests" });
export const unreadable = text(200, "<html>");

export async function errorOf(work: Promise<unknown>): Promise<unknown> {
  return work.then(
    () => {
      throw new Error("nothing was thrown");
    },
    (error: unknown) => error,
  );
}

/** A small API for the tests of a file, reset before each: without sessions, or with this one. */
export function scriptedPlivo(session?: Record<string, unknown>): ScriptedPlivo {
  const plivo = new ScriptedPlivo();
  beforeAll(() => plivo.server.start());
  beforeEach(() => {
    plivo.reset();
    if (session !== undefined) plivo.add(session);
  });
  afterAll(() => plivo.server.stop());
  return plivo;
}
