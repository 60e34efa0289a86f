import { testQuickstart } from "./quickstart";

describe("examples/go-quickstart, by the commands of its README", () => {
  testQuickstart("go-quickstart");
});
