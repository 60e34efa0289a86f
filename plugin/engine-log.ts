import { credentials } from "@grpc/grpc-js";
import { EngineClient } from "@pulumi/pulumi/proto/engine_grpc_pb";
import { LogRequest, LogSeverity } from "@pulumi/pulumi/proto/engine_pb";
import { visible } from "../provider/common/visible";

/** The engine's log. It shows each line at its resource. */
export class EngineLog {
  #engine: EngineClient | undefined;
  #pending: Promise<void> = Promise.resolve();

  connect(address: string): void {
    this.close();
    this.#engine = new EngineClient(address, credentials.createInsecure());
  }

  close(): void {
    this.#engine?.close();
  }

  /** Shows one line. It contains no party's number, PIN or token. */
  line(text: string, urn = ""): void {
    const engine = this.#engine;
    if (engine === undefined) return;
    const request = new LogRequest().setSeverity(LogSeverity.INFO).setMessage(visible(text)).setUrn(urn);
    const sent = this.#pending.then(
      () =>
        new Promise<void>((resolve) => {
          // Errors are ignored: the engine may be gone.
          engine.log(request, () => {
            resolve();
          });
        }),
    );
    this.#pending = sent;
  }

  /** Resolves once the engine has every line. A call's lines must come before its result. */
  flush(): Promise<void> {
    return this.#pending;
  }
}
