/** What a component, or one service of its compose file, writes besides what is gone with its process or container. */
export interface WrittenData {
  readonly component: string;
  /** Absent where the component has no services. */
  readonly service?: string;
  readonly writes: readonly WrittenPlace[];
}

export interface WrittenPlace {
  /**
   * `shipped-file`: a file of the package. `unnamed-volume`: by its path in the container. `host-path`: a folder of the host
   * that LO's configuration allows. `volumes-of`: what another service mounts. `program-folder`: the process's copy of its
   * files. `data-folder`: COLO_DATA_DIR. `unknown`: what a value names that is not known here, by its path in the container.
   */
  readonly kind:
    | 'folder'
    | 'shipped-file'
    | 'volume'
    | 'unnamed-volume'
    | 'tmpfs'
    | 'host-path'
    | 'volumes-of'
    | 'program-folder'
    | 'data-folder'
    | 'unknown';
  readonly name: string;
  /** True where it is there after updates, boots and removals, until a purge. */
  readonly kept: boolean;
  /** Files in it that are always those of the package. */
  readonly programs?: readonly string[];
}
