declare module "postject" {
  /** Injects a resource into an ELF, Mach-O or PE executable, in place. */
  export function inject(
    executable: string,
    resourceName: string,
    resource: Buffer,
    options: { readonly sentinelFuse: string; readonly machoSegmentName: string },
  ): Promise<void>;
}
