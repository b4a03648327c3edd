export { findHighestEpoch, indexEpochs, listRaisedPurges } from '../purge/purge-epochs.ts';
export { PURGE_DEPLOYMENT } from '../purge/purge-slot.ts';
