import { wireName } from "../../../provider/plivo/wire-names.ts";
import { camelName } from "../../document/session-names.ts";

describe("a name on the wire", () => {
  it.each([
    ["firstParty", "first_party"],
    ["geomatch", "geomatch"],
    ["subaccount", "subaccount"],
    ["isPinAuthenticationRequired", "is_pin_authentication_required"],
    ["createSessionWithSingleParty", "create_session_with_single_party"],
    ["virtualNumberCooloffPeriod", "virtual_number_cooloff_period"],
    ["createdTime", "created_time"],
    ["createdTimeGt", "created_time__gt"],
    ["createdTimeGte", "created_time__gte"],
    ["expiryTimeLt", "expiry_time__lt"],
    ["durationLte", "duration__lte"],
  ])("%s stands for %s, in both directions", (name, wire) => {
    expect(wireName(name)).toBe(wire);
    expect(camelName(wire)).toBe(name);
  });
});
