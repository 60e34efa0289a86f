/** What Pulumi's engine sends in a preview for a value that is known only after an update. */
export const unknownValue = "04da6b54-80e4-46f7-96ec-b56ff0331ba9";
