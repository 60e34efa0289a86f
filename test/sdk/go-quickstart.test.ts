import { testQuickstart } from "./quickstart.ts";

describe("examples/go-quickstart, by the commands of its README", () => {
  testQuickstart("go-quickstart");
});
