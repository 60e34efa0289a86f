import type { CreateResponse, Session, SessionPage } from "../../provider/plivo/index.ts";

const isoTime = /^\d{4}-\d\d-\d\dT\d\d:\d\d:\d\d(?:\.\d{3})?Z$/;
/** What a path can contain, and no phone number is. */
const uuid = /^(?!\d{7,15}$)[A-Za-z0-9_-]{1,100}$/;

const isText = (value: unknown) => typeof value === "string" && value !== "";
const isNumber = (value: unknown) => typeof value === "number" && Number.isFinite(value);
const isDecimal = (value: unknown) => typeof value === "string" && /^-?\d+(?:\.\d+)?$/.test(value);
const isTime = (value: unknown) => typeof value === "string" && isoTime.test(value);

function judgeOf(name: string): (value: unknown) => boolean {
  if (name.endsWith("Time")) return isTime;
  if (name.endsWith("mount")) return isDecimal;
  if (/^(?:record|generatePin|initiateCallToFirstParty|isPin.*|forcePin.*|createSession.*)$/.test(name)) {
    return (value) => typeof value === "boolean";
  }
  if (/(?:Expiry|Limit|Timeout|Length|Retry|Wait|Period|uration|Count)$/.test(name)) return isNumber;
  return isText;
}

function areAttributes(attributes: object): boolean {
  return Object.entries(attributes).every(([name, value]) => value === null || judgeOf(name)(value));
}

/** Whether it is a session of the client's type, which JSON can carry unchanged. */
export function isSession({ interaction, ...session }: Session): boolean {
  const conversations = (interaction ?? []).every(areAttributes);
  return uuid.test(session.sessionUuid) && areAttributes(session) && conversations;
}

export function isCreated({ session, apiId }: CreateResponse): boolean {
  return isSession(session) && (apiId === undefined || isText(apiId));
}

export function isPage({ sessions, totalCount, nextOffset, date }: SessionPage): boolean {
  const counted = [totalCount, nextOffset].every((count) => count === undefined || isNumber(count));
  return sessions.every(isSession) && counted && (date === undefined || isTime(date));
}
