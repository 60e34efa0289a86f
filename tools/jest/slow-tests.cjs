"use strict";

// A project's own testTimeout is ignored by jest; 3 minutes are for tools and engine runs on a busy machine.
jest.setTimeout(180_000);
