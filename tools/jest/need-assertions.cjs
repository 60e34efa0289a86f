"use strict";

/* global beforeEach, expect */

// A test that asserts nothing, since its loop is over an empty list for example, would pass whatever the code
// does.
beforeEach(() => {
  expect.hasAssertions();
});
