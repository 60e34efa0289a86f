import { PolicyPack } from "@pulumi/policy";
import { rules } from "./rules";

new PolicyPack("plivo-masking", { enforcementLevel: "mandatory", policies: rules });
