/** Numbers of sessions that the bars are about; smaller while the benchmark itself is worked on. */
export interface Sizes {
  readonly thousand: number;
  readonly tenThousand: number;
}
