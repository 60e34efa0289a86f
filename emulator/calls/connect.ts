import { randomUUID } from "node:crypto";
import type { Session } from "../domain/session";
import { endCall, hangUp, type Ending } from "./end";
import { showInteraction } from "./interaction";
import type { LiveCall } from "./live-call";
import { startRecording } from "./recording";
import { calledNumber, missingParty, otherParty } from "./routing";
import type { CallOutcome, CallStatus, Party } from "./types";

const reasons = { busy: "busy", refused: "refused", "no-answer": "no answer" } as const;

function playUrl(session: Session, party: Party): string | null {
  return party === "firstParty" ? session.first_party_play_url : session.second_party_play_url;
}

function endUnanswered(call: LiveCall, time: number, status: CallStatus & keyof typeof reasons): void {
  endCall(call, time, { by: "plivo", status, reason: reasons[status] });
}

/**
 * Rings a party, which answers, is busy or refuses after `answerAfter` seconds, unless ring_timeout is
 * shorter.
 */
function ring(
  call: LiveCall,
  time: number,
  session: Session,
  how: { answerAfter: number | null; outcome: CallOutcome },
  onAnswer: (time: number) => void,
): void {
  const { ring_timeout } = session;
  if (how.answerAfter === null || how.answerAfter >= ring_timeout) {
    call.schedule(time, ring_timeout, (later) => {
      endUnanswered(call, later, "no-answer");
    });
    return;
  }
  const { outcome } = how;
  call.schedule(time, how.answerAfter, (later) => {
    if (outcome === "answered") onAnswer(later);
    else endUnanswered(call, later, outcome);
  });
}

/** With a single party, remembers the last caller: a call from the party goes to this number. */
function rememberCaller(call: LiveCall, session: Session, caller: Party): void {
  if (missingParty(session) !== caller || !call.hasSession) return;
  call.parts.sessions.change(session, { last_caller: call.beginning.from });
}

const timeLimit: Ending = { by: "plivo", status: "no-answer", reason: "time limit" };

/**
 * call_time_limit "applies to all call legs", so it also limits the caller's leg, which was answered earlier.
 */
function limitLeg(call: LiveCall, time: number, session: Session, answered: number | null): void {
  if (call.parts.switches.callTimeLimit !== "each-leg" || answered === null) return;
  const left = session.call_time_limit - (time - answered) / 1000;
  call.schedule(time, Math.max(0, left), (later) => {
    endCall(call, later, timeLimit);
  });
}

/** Connects the two legs after both have answered. */
function connect(call: LiveCall, time: number, session: Session, caller: Party): void {
  const { talkFor, hangUpBy } = call.beginning.course;
  call.play(time, otherParty(caller), playUrl(session, otherParty(caller)));
  call.status = "in-progress";
  call.addStep(time, "connect");
  rememberCaller(call, session, caller);
  startRecording(call, time, session);
  if (call.recording !== null) showInteraction(call);
  call.schedule(time, session.call_time_limit, (later) => {
    endCall(call, later, timeLimit);
  });
  if (talkFor === null) return;
  call.schedule(time, talkFor, (later) => {
    hangUp(call, later, hangUpBy);
  });
}

function answer(call: LiveCall, time: number, party: Party): void {
  call.addStep(time, "answer", { party });
  call.sendSessionEvent(
    time,
    party === "firstParty" ? "SessionFirstPartyAnswer" : "SessionSecondPartyAnswer",
  );
}

/** Rings the other party. */
export function callOtherParty(call: LiveCall, time: number, session: Session, caller: Party): void {
  const called = otherParty(caller);
  const to = calledNumber(session, caller);
  if (to === null) {
    const reason = "there is no one to connect to yet";
    call.addStep(time, "refuse", { reason });
    endCall(call, time, { by: "plivo", status: "failed", reason });
    return;
  }
  call.to = to;
  call.play(time, caller, playUrl(session, caller));
  const leg = { callUuid: randomUUID(), answerTime: null as number | null };
  call.calledLeg = leg;
  if (call.hasSession) call.parts.sessions.change(session, { live_status: "in-progress" });
  showInteraction(call);
  limitLeg(call, time, session, call.callerLeg.answerTime);
  call.addStep(time, "ring", { party: called });
  if (called === "secondParty") call.sendSessionEvent(time, "SessionSecondPartyRing");
  ring(call, time, session, call.beginning.course, (later) => {
    leg.answerTime = later;
    answer(call, later, called);
    connect(call, later, session, caller);
  });
}

/** Rings the first party, then the second one after the first has answered. */
export function callFirstParty(call: LiveCall, time: number, session: Session): void {
  const { firstPartyAnswerAfter, firstPartyOutcome } = call.beginning.course;
  call.session = session;
  call.caller = "firstParty";
  call.to = calledNumber(session, "firstParty");
  showInteraction(call);
  call.addStep(time, "ring", { party: "firstParty" });
  const how = { answerAfter: firstPartyAnswerAfter, outcome: firstPartyOutcome };
  ring(call, time, session, how, (later) => {
    call.callerLeg.answerTime = later;
    answer(call, later, "firstParty");
    callOtherParty(call, later, session, "firstParty");
  });
}
