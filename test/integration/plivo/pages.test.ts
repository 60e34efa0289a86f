import { json, testServer } from "./support.ts";

const server = testServer();

const row = (index: number) => ({ session_uuid: `row-${index}` });

describe("reading a list page by page", () => {
  const pageOf = (rows: object[], meta?: object) => ({ response: { ...(meta && { meta }), objects: rows } });

  /** Serves the page at each offset. */
  function serve(pageAt: (offset: number) => object): void {
    server.respond = (response, received) => {
      const offset = Number(new URL(received.url ?? "", server.endpoint).searchParams.get("offset"));
      json(200, pageAt(offset))(response, received);
    };
  }

  async function walk(): Promise<string[]> {
    const found: string[] = [];
    for await (const { sessionUuid } of server.client().sessions({ limit: 2, status: "active" })) {
      found.push(sessionUuid);
    }
    return found;
  }

  it("requests offsets until the total is reached, and returns each session once", async () => {
    serve((offset) => {
      // A new session moved row 1 to the second page.
      const rows = offset === 0 ? [row(0), row(1)] : offset === 2 ? [row(1), row(2)] : [row(3)];
      return pageOf(rows, { limit: 2, offset, next: null, total_count: 5 });
    });
    expect(await walk()).toEqual(["row-0", "row-1", "row-2", "row-3"]);
    expect(server.received.map(({ url }) => url?.split("?")[1])).toEqual([
      "limit=2&status=active&offset=0",
      "limit=2&status=active&offset=2",
      "limit=2&status=active&offset=4",
    ]);
  });

  type Row = ReturnType<typeof row>;

  /** Serves this many rows, two per page. They change once, just before the second page. */
  function serveChanging(
    count: number,
    change: (rows: Row[]) => void,
    meta: (total: number) => object = (total_count) => ({ total_count }),
  ): void {
    const rows = Array.from({ length: count }, (_, index) => row(index));
    let isChanged = false;
    serve((offset) => {
      if (offset === 2 && !isChanged) {
        isChanged = true;
        change(rows);
      }
      return pageOf(rows.slice(offset, offset + 2), meta(rows.length));
    });
  }

  it("continues after a page with only known rows, moved there by new sessions", async () => {
    serveChanging(5, (rows) => rows.unshift(row(5), row(6)));
    expect(await walk()).toEqual(["row-0", "row-1", "row-2", "row-3", "row-4"]);
  });

  it("continues if as many sessions expired as were created", async () => {
    serveChanging(6, (rows) => {
      rows.unshift(row(8), row(9));
      rows.splice(-2);
    });
    expect(await walk()).toEqual(["row-0", "row-1", "row-2", "row-3"]);
  });

  it("continues after a page of moved rows if the response has no total", async () => {
    serveChanging(
      6,
      (rows) => rows.unshift(row(8), row(9)),
      () => ({ next: "/more" }),
    );
    expect(await walk()).toEqual(["row-0", "row-1", "row-2", "row-3", "row-4", "row-5"]);
  });

  it("goes back if some listed sessions no longer match, and misses none", async () => {
    serveChanging(7, (rows) => rows.splice(0, 2));
    expect(await walk()).toEqual(["row-0", "row-1", "row-4", "row-5", "row-2", "row-3", "row-6"]);
  });

  it("ends if a server repeats one page under a growing total", async () => {
    serve((offset) => pageOf([row(0), row(1)], { total_count: offset + 4 }));
    expect(await walk()).toEqual(["row-0", "row-1"]);
    expect(server.received.length).toBeLessThan(20);
  });

  it.each([
    ["by the total", (offset: number) => ({ total_count: 4, next: offset === 0 ? "/more" : null })],
    ["by next if no total is told", (offset: number) => ({ next: offset === 0 ? "/more" : null })],
  ])("recognises %s that a full page is the last, and requests no other", async (_, metaOf) => {
    serve((offset) => pageOf([row(offset), row(offset + 1)], metaOf(offset)));
    expect(await walk()).toEqual(["row-0", "row-1", "row-2", "row-3"]);
    expect(server.received).toHaveLength(2);
  });

  it("follows next if the response has no total, and ends at an empty page", async () => {
    serve((offset) => pageOf(offset === 0 ? [row(0)] : [], { next: "/more" }));
    const pages: number[] = [];
    for await (const { sessions } of server.client().pages()) pages.push(sessions.length);
    expect(pages).toEqual([1, 0]);
  });

  it("reports the response's time, the total and the next offset", async () => {
    server.respond = json(200, pageOf([row(0)], { total_count: "7" }), {
      date: "Sun, 01 Mar 2026 10:00:30 GMT",
    });
    expect(await server.client().list({ offset: 3 })).toEqual({
      sessions: [{ sessionUuid: "row-0" }],
      totalCount: 7,
      nextOffset: 4,
      date: "2026-03-01T10:00:30.000Z",
    });
  });
});
