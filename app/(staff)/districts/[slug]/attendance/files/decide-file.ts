// For the page of one file, which is too deep to reach it: the feed board decides the same way.
export { decideFile } from '../actions';
