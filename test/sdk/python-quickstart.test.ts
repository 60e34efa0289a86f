import { testQuickstart } from "./quickstart.ts";

describe("examples/python-quickstart, by the commands of its README", () => {
  testQuickstart("python-quickstart");
});
