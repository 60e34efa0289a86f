"use strict";

// Jest ignores a project's testTimeout. Tools and engine runs need up to 3 minutes on a busy machine.
jest.setTimeout(180_000);
