import { nativeResourceType } from "../common/resource-type";
import { visibleJson } from "../common/visible";
import type { SessionDetails } from "../client/queries";

/**
 * What `pulumi import --file` reads: for each session the type, the resource's name and the UUID. It has no
 * numbers and no PINs, since the native plugin reads the session itself.
 */
export function importFile(sessions: readonly (readonly [name: string, session: SessionDetails])[]): string {
  const resources = sessions.map(([name, { sessionUuid: id }]) => ({ type: nativeResourceType, name, id }));
  return `${visibleJson({ resources }, 2)}\n`;
}
