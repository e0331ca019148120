/* SPDX-License-Identifier: Apache-2.0 */
/*
 * The main function of a program of its own: the build compiles this file once
 * for each plugin, with HZ_PLUGIN_MAIN as the function to call. A multi-call
 * program has another one, which chooses by its name.
 */
int HZ_PLUGIN_MAIN(int argc, char *argv[]);

int main(int argc, char *argv[])
{
	return HZ_PLUGIN_MAIN(argc, argv);
}
