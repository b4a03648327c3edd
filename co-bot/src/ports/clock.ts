/** Wall-clock time, for the age of commands and the time of events. */
export interface Clock {
  now(): Date;
}
