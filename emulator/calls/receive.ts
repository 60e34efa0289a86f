import { isExpired, type Session } from "../domain/session";
import { callOtherParty } from "./connect";
import { endCall } from "./end";
import { showInteraction } from "./interaction";
import type { LiveCall } from "./live-call";
import { ownerOfPin, routeCall, type Route } from "./routing";
import type { Party } from "./types";

/** A caller whose number or PIN belongs to a party. */
interface KnownCaller {
  readonly session: Session;
  readonly caller: Party;
}

function refuse(call: LiveCall, time: number, route: Extract<Route, { kind: "refuse" }>): void {
  call.session = route.session;
  call.play(time, "caller", route.play);
  call.addStep(time, "refuse", { reason: route.reason });
  endCall(call, time, { by: "plivo", status: "failed", reason: "refused" });
}

function acceptPin(call: LiveCall, time: number, { session, caller }: KnownCaller, wrong: number): void {
  call.session = session;
  call.caller = caller;
  call.addStep(time, "pin", { correct: true });
  call.sendSessionEvent(time, "SessionPinAuthenticationStatus", {
    PinAuthenticationStatus: "success",
    PinRetryCounter: String(wrong),
  });
  callOtherParty(call, time, session, caller);
}

/** After a wrong PIN or no input, asks again after a wait, as often as pin_retry allows. */
function rejectPin(
  call: LiveCall,
  time: number,
  sessions: readonly Session[],
  asking: Session,
  wrong: number,
) {
  call.addStep(time, "pin", { correct: false });
  call.sendSessionEvent(time, "SessionPinAuthenticationStatus", {
    PinAuthenticationStatus: "failed",
    PinRetryCounter: String(wrong),
  });
  call.play(time, "caller", asking.incorrect_pin_play);
  if (wrong > (asking.pin_retry ?? 0)) {
    const reason = "the PIN was wrong too often";
    refuse(call, time, { kind: "refuse", session: asking, play: null, reason });
    return;
  }
  call.schedule(time, asking.pin_retry_wait ?? 0, (later) => {
    askForPin(call, later, sessions, wrong);
  });
}

function askForPin(call: LiveCall, time: number, sessions: readonly Session[], wrong: number): void {
  const { sessions: store } = call.parts;
  const live = sessions.filter(
    (session) => store.get(session.session_uuid) === session && !isExpired(session, time),
  );
  const [asking] = live;
  if (!asking) {
    const reason = "the session has expired";
    refuse(call, time, { kind: "refuse", session: call.session, play: null, reason });
    return;
  }
  call.session = asking;
  showInteraction(call);
  const { pin_prompt_play: url } = asking;
  call.addStep(time, "pin-prompt", { party: "caller", ...(url === null ? {} : { url }) });
  const owner = ownerOfPin(live, call.nextPin());
  if (owner) acceptPin(call, time, owner, wrong);
  else rejectPin(call, time, live, asking, wrong + 1);
}

/** Connects a caller whose number is a party's. */
function connectKnownCaller(call: LiveCall, time: number, { session, caller }: KnownCaller): void {
  call.session = session;
  call.caller = caller;
  if (session.is_pin_authentication_required) {
    call.sendSessionEvent(time, "SessionPinAuthenticationStatus", {
      PinAuthenticationStatus: "AuthorizedCaller",
      PinRetryCounter: "0",
    });
  }
  callOtherParty(call, time, session, caller);
}

/** Handles a call to a virtual number. */
export function receiveCall(call: LiveCall, time: number): void {
  const { parts, beginning } = call;
  call.callerLeg.answerTime = time;
  call.addStep(time, "call");
  const route = routeCall(parts.sessions.ofAccount(beginning.authId), beginning, time);
  if (route.kind === "refuse") refuse(call, time, route);
  else if (route.kind === "pin") askForPin(call, time, route.sessions, 0);
  else connectKnownCaller(call, time, route);
}
