declare module "postject" {
  /** Puts a resource into an executable of ELF, Mach-O or PE, in place. */
  export function inject(
    executable: string,
    resourceName: string,
    resource: Buffer,
    options: { readonly sentinelFuse: string; readonly machoSegmentName: string },
  ): Promise<void>;
}
