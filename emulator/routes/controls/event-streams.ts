import type { ServerResponse } from "node:http";
import type { Changes, Part } from "../../common/change-notifier";

/** Changes within this time are sent as one event. */
const batchMs = 100;

/** A client's stream of server-sent events. */
class EventStream {
  readonly #response: ServerResponse;
  readonly #changed = new Set<Part>();
  #timer: NodeJS.Timeout | undefined;

  constructor(response: ServerResponse) {
    this.#response = response;
  }

  note(part: Part): void {
    this.#changed.add(part);
    this.#timer ??= setTimeout(() => {
      this.#send();
    }, batchMs).unref();
  }

  end(): void {
    clearTimeout(this.#timer);
    this.#response.end();
  }

  /** If a client reads too slowly, changes are merged into one event until it has read the last one. */
  #send(): void {
    if (this.#response.writableNeedDrain) {
      this.#response.once("drain", () => {
        this.#send();
      });
      return;
    }
    this.#timer = undefined;
    const parts = JSON.stringify([...this.#changed]);
    this.#changed.clear();
    this.#response.write(`event: changed\ndata: ${parts}\n\n`);
  }
}

/** Tells each client which parts of the emulator have changed, without their contents. */
export class EventStreams {
  readonly #streams = new Set<EventStream>();

  constructor(changes: Changes) {
    changes.listen((part) => {
      for (const stream of this.#streams) stream.note(part);
    });
  }

  /** The number of clients. */
  get size(): number {
    return this.#streams.size;
  }

  /** Turns a response into a stream of events until its connection closes. */
  add(response: ServerResponse): void {
    const stream = new EventStream(response);
    this.#streams.add(stream);
    response.once("close", () => {
      stream.end();
      this.#streams.delete(stream);
    });
    response.writeHead(200, { "content-type": "text/event-stream", "cache-control": "no-store" });
    response.write("retry: 1000\n\n");
  }

  close(): void {
    for (const stream of this.#streams) stream.end();
    this.#streams.clear();
  }
}
