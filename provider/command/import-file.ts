import { nativeResourceType } from "../common/resource-type";
import { visibleJson } from "../common/visible";
import type { SessionDetails } from "../client/queries";

/**
 * The file for `pulumi import --file`: type, resource name and UUID of each session. It needs no numbers or
 * PINs, because the native plugin reads the session.
 */
export function importFile(sessions: readonly (readonly [name: string, session: SessionDetails])[]): string {
  const resources = sessions.map(([name, { sessionUuid: id }]) => ({ type: nativeResourceType, name, id }));
  return `${visibleJson({ resources }, 2)}\n`;
}
