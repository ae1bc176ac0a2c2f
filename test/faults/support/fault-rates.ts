/** How often something fails: shares from 0 to 1. */
export interface FaultRates {
  /** Of all requests to AWS: those that are throttled, fail, meet a conflict, lose their connection or are delayed. */
  requests: number;
  /** Of the requests of workers: those during which the worker is killed. */
  workerKills: number;
  /** Of queue messages: those delivered late, and those delivered twice. Of stream batches: those delivered twice. */
  messages: number;
  /** Of the webhooks that receivers get: those on whose arrival a process of `deliver-webhook` is killed. */
  killsOnArrival: number;
}
