/* SPDX-License-Identifier: Apache-2.0 */
/*
 * An API server that follows a script: kube SCRIPT LOG. The script says which requests
 * are expected and how each is answered:
 *
 *	> GET /api/v1/namespaces/a/pods/b      method and URL; without '?' any query fits,
 *	                                       '*' stands for any text
 *	< 200                                  the answer's status
 *	< Retry-After: 1                       a header of the answer
 *	{"kind": "Pod"}                        its body, up to the next '>'
 *
 * and with these lines, before the body
 *
 *	< delay 100      waits so many milliseconds before the answer
 *	< repeat         the step is never used up
 *	< drop           closes the connection instead of an answer
 *	< cut            closes it behind the body, of which more was promised
 *	< stream         sends each line of the body on its own; there, a line "delay 100"
 *	                 waits, "cut" closes the connection, "hang" keeps it open for ever,
 *	                 and "part" in front of a line sends it without its line feed;
 *	                 "endless" never ends to send blanks
 *	< echo           the body is that of the request
 *
 * A request is answered by the first step of its method and URL that was not used; one
 * that has none gets a 500 that says so. Only a step that names sendInitialEvents answers
 * a watch that asks for what there is: else it is refused, and not logged, as by a server
 * that is too old for it. The log has one JSON object a line for each
 * request: method, url, headers ("name: value", names in lower case) and body. The port
 * is printed before the script is read, which may be a pipe, and tell of the port.
 */
#include <ctype.h>
#include <jansson.h>
#include <microhttpd.h>
#include <pthread.h>
#include <time.h>

#include "base/file.h"
#include "base/num.h"
#include "base/str.h"
#include "base/strv.h"
#include "serve.h"

struct step {
	char *request; /* "GET /api" */
	int status;
	struct hz_strv headers; /* "Retry-After: 1" */
	struct hz_strv body;    /* its lines */
	int delay_ms;
	bool repeat;
	bool drop;
	bool cut;
	bool stream;
	bool echo;
	bool used;
};

static struct {
	struct step *item;
	size_t count;
	pthread_mutex_t lock; /* of the used marks */
} script = { .lock = PTHREAD_MUTEX_INITIALIZER };

static const char *log_path;

/* --- the script ---------------------------------------------------------------------------- */

static void add_step(const char *request)
{
	script.item = hz_resize(script.item, script.count + 1, sizeof(*script.item));
	script.item[script.count++] = (struct step){
		.request = hz_strdup(request),
		.status = 200,
	};
}

/* A line behind '<'. */
static void add_property(struct step *step, const char *line)
{
	const char *delay = hz_str_after(line, "delay ");

	if (delay)
		(void)hz_parse_int_in(delay, 0, 60000, &step->delay_ms);
	else if (hz_str_eq(line, "repeat"))
		step->repeat = true;
	else if (hz_str_eq(line, "drop"))
		step->drop = true;
	else if (hz_str_eq(line, "cut"))
		step->cut = true;
	else if (hz_str_eq(line, "stream"))
		step->stream = true;
	else if (hz_str_eq(line, "echo"))
		step->echo = true;
	else if (hz_parse_int_in(line, 100, 599, &step->status) < 0)
		hz_strv_add(&step->headers, line);
}

static void read_script(const char *path)
{
	struct hz_buf text = { .cap = HZ_BUF_CAP_REPLY };
	struct hz_strv lines = HZ_STRV_INIT;
	struct hz_err err = HZ_ERR_INIT;

	if (hz_file_read(path, &text, &err) < 0) {
		(void)fprintf(stderr, "kube: %s\n", err.message);
		exit(2);
	}
	hz_strv_split(&lines, hz_buf_str(&text), '\n');
	for (size_t i = 0; i < lines.count; i++) {
		const char *line = lines.item[i];
		struct step *step = script.count ? &script.item[script.count - 1] : NULL;

		if (hz_str_starts(line, "> "))
			add_step(line + 2);
		else if (step && hz_str_starts(line, "< "))
			add_property(step, line + 2);
		else if (step && *line)
			hz_strv_add(&step->body, line);
	}
	hz_strv_done(&lines);
	hz_buf_done(&text);
}

static bool matches(const char *pattern, const char *text)
{
	for (; *pattern != '*'; pattern++, text++) {
		if (*pattern != *text)
			return false;
		if (!*text)
			return true;
	}
	do {
		if (matches(pattern + 1, text))
			return true;
	} while (*text++);
	return false;
}

static bool is_streamed_list(const char *request)
{
	return strstr(request, "sendInitialEvents") != NULL;
}

/* Whether @step answers "METHOD URL". */
static bool fits(const struct step *step, const char *request)
{
	const char *query = hz_str_after(request, step->request);

	if (is_streamed_list(request) && !is_streamed_list(step->request))
		return false;

	if (strchr(step->request, '*'))
		return matches(step->request, request);
	if (hz_str_eq(step->request, request))
		return true;
	return query && *query == '?' && !strchr(step->request, '?');
}

static const struct step *find_step(const char *request)
{
	const struct step *found = NULL;

	(void)pthread_mutex_lock(&script.lock);
	for (size_t i = 0; i < script.count && !found; i++) {
		struct step *step = &script.item[i];

		if (step->used || !fits(step, request))
			continue;
		step->used = !step->repeat;
		found = step;
	}
	(void)pthread_mutex_unlock(&script.lock);
	return found;
}

/* --- answers ------------------------------------------------------------------------------- */

struct request {
	char *url; /* as it came */
	struct hz_buf body;
	bool begun;
};

/* A body on its way. */
struct sending {
	const struct step *step;
	size_t line;
	size_t at; /* in the line */
};

static void sleep_ms(int ms)
{
	struct timespec time = { .tv_sec = ms / 1000, .tv_nsec = ms % 1000 * 1000000L };

	(void)nanosleep(&time, NULL);
}

/* Sends what fits of @text, and goes on to the next line behind its end. */
static ssize_t send_part(struct sending *sending, const char *text, char *out, size_t max)
{
	size_t left = strlen(text) - sending->at;
	size_t len = left < max ? left : max;

	memcpy(out, text + sending->at, len);
	sending->at += len;
	if (len == left) {
		sending->line++;
		sending->at = 0;
	}
	return (ssize_t)len;
}

static ssize_t send_lines(void *data, uint64_t at, char *out, size_t max)
{
	struct sending *sending = data;
	const struct hz_strv *body = &sending->step->body;
	int ms;

	(void)at;
	while (sending->line < body->count) {
		const char *line = body->item[sending->line];
		HZ_AUTO(hz_freep) char *text = NULL;

		if (hz_str_eq(line, "cut"))
			return MHD_CONTENT_READER_END_WITH_ERROR;
		while (hz_str_eq(line, "hang"))
			sleep_ms(1000);
		if (hz_str_eq(line, "endless")) {
			memset(out, ' ', max);
			return (ssize_t)max;
		}
		if (hz_str_after(line, "part "))
			return send_part(sending, line + strlen("part "), out, max);
		if (!hz_str_after(line, "delay ") ||
		    hz_parse_int_in(line + strlen("delay "), 0, 60000, &ms) < 0) {
			text = hz_strf("%s\n", line);
			return send_part(sending, text, out, max);
		}
		sleep_ms(ms);
		sending->line++;
	}
	return MHD_CONTENT_READER_END_OF_STREAM;
}

/* The whole body, and then the end of the connection, as more was promised. */
static ssize_t send_and_cut(void *data, uint64_t at, char *out, size_t max)
{
	struct sending *sending = data;

	(void)at;
	if (sending->line > 0)
		return MHD_CONTENT_READER_END_WITH_ERROR;
	return send_part(sending, sending->step->body.count ? sending->step->body.item[0] : " ",
			 out, max);
}

static struct MHD_Response *make_response(const struct step *step)
{
	struct sending *sending = hz_alloc(1, sizeof(*sending));
	char *text;

	sending->step = step;
	if (step->stream)
		return MHD_create_response_from_callback(MHD_SIZE_UNKNOWN, 4096, send_lines,
							 sending, free);
	if (step->cut)
		return MHD_create_response_from_callback(1 << 20, 4096, send_and_cut, sending,
							 free);
	free(sending);
	text = hz_strv_join(&step->body, "\n");
	return MHD_create_response_from_buffer(strlen(text), text, MHD_RESPMEM_MUST_FREE);
}

static enum MHD_Result queue(struct MHD_Connection *connection, const struct step *step)
{
	struct MHD_Response *response = make_response(step);
	enum MHD_Result result;
	bool typed = false;

	for (size_t i = 0; i < step->headers.count; i++) {
		HZ_AUTO(hz_freep) char *name = hz_strdup(step->headers.item[i]);
		char *colon = strchr(name, ':');

		if (!colon)
			continue;
		*colon = '\0';
		typed = typed || hz_str_eq(name, "Content-Type");
		(void)MHD_add_response_header(response, name, colon + 1 + (colon[1] == ' '));
	}
	if (!typed)
		(void)MHD_add_response_header(response, "Content-Type", "application/json");
	result = MHD_queue_response(connection, (unsigned)step->status, response);
	MHD_destroy_response(response);
	return result;
}

static enum MHD_Result refuse(struct MHD_Connection *connection, const char *request)
{
	HZ_AUTO(hz_freep)
	char *message = hz_strf("the script has no answer to %s", request);
	int code = is_streamed_list(request) ? 422 : 500;
	json_t *status = json_pack("{s:s, s:s, s:s, s:s, s:i}", "kind", "Status", "apiVersion",
				   "v1", "status", "Failure", "message", message, "code", code);
	struct step step = { .status = code };
	enum MHD_Result result;

	hz_strv_own(&step.body, json_dumps(status, JSON_COMPACT));
	result = queue(connection, &step);
	hz_strv_done(&step.body);
	json_decref(status);
	return result;
}

static enum MHD_Result send_back(struct MHD_Connection *connection, const struct step *step,
				 const struct request *request)
{
	struct step copy = *step;
	enum MHD_Result result;

	copy.body = HZ_STRV_INIT;
	hz_strv_add(&copy.body, hz_buf_str(&request->body));
	result = queue(connection, &copy);
	hz_strv_done(&copy.body);
	return result;
}

/* --- requests ------------------------------------------------------------------------------ */

static enum MHD_Result add_header(void *data, enum MHD_ValueKind kind, const char *name,
				  const char *value)
{
	char *line = hz_strf("%s: %s", name, value ? value : "");

	(void)kind;
	for (char *at = line; *at && *at != ':'; at++)
		*at = (char)tolower((unsigned char)*at);
	(void)json_array_append_new(data, json_string(line));
	free(line);
	return MHD_YES;
}

static void log_request(struct MHD_Connection *connection, const char *method,
			const struct request *request)
{
	json_t *headers = json_array();
	json_t *entry =
		json_pack("{s:s, s:s, s:s%, s:o}", "method", method, "url", request->url, "body",
			  hz_buf_str(&request->body), request->body.len, "headers", headers);
	HZ_AUTO(hz_freep) char *line = NULL;

	(void)MHD_get_connection_values(connection, MHD_HEADER_KIND, add_header, headers);
	line = json_dumps(entry, JSON_COMPACT);
	log_line(log_path, line);
	json_decref(entry);
}

static enum MHD_Result answer(struct MHD_Connection *connection, const char *method,
			      const struct request *request)
{
	HZ_AUTO(hz_freep) char *line = hz_strf("%s %s", method, request->url);
	const struct step *step = find_step(line);

	if (step || !is_streamed_list(line))
		log_request(connection, method, request);
	if (!step)
		return refuse(connection, line);
	sleep_ms(step->delay_ms);
	if (step->echo)
		return send_back(connection, step, request);
	return step->drop ? MHD_NO : queue(connection, step);
}

/* Called first, with the URL as it came; what it returns is the state of the request. */
static void *begin(void *data, const char *url, struct MHD_Connection *connection)
{
	struct request *request = hz_alloc(1, sizeof(*request));

	(void)data;
	(void)connection;
	request->url = hz_strdup(url);
	request->body = HZ_BUF_INIT;
	return request;
}

/* Called once with the header, once with each piece of the body, once at its end. */
static enum MHD_Result take(void *data, struct MHD_Connection *connection, const char *url,
			    const char *method, const char *version, const char *upload,
			    size_t *upload_len, void **state)
{
	struct request *request = *state;

	(void)data;
	(void)url;
	(void)version;
	if (!request->begun) {
		request->begun = true;
		return MHD_YES;
	}
	if (*upload_len > 0) {
		hz_buf_add(&request->body, upload, *upload_len);
		*upload_len = 0;
		return MHD_YES;
	}
	return answer(connection, method, request);
}

static void end(void *data, struct MHD_Connection *connection, void **state,
		enum MHD_RequestTerminationCode code)
{
	struct request *request = *state;

	(void)data;
	(void)connection;
	(void)code;
	if (!request)
		return;
	hz_buf_done(&request->body);
	free(request->url);
	free(request);
	*state = NULL;
}

int main(int argc, char **argv)
{
	unsigned flags =
		MHD_USE_THREAD_PER_CONNECTION | MHD_USE_INTERNAL_POLLING_THREAD | MHD_USE_POLL;

	int listener;

	if (argc != 3) {
		(void)fprintf(stderr, "usage: kube SCRIPT LOG\n");
		return 2;
	}
	listener = listen_on_loopback();
	read_script(argv[1]);
	log_path = argv[2];
	if (!MHD_start_daemon(flags, 0, NULL, NULL, take, NULL, MHD_OPTION_LISTEN_SOCKET, listener,
			      MHD_OPTION_NOTIFY_COMPLETED, end, NULL, MHD_OPTION_URI_LOG_CALLBACK,
			      begin, NULL, MHD_OPTION_END)) {
		(void)fprintf(stderr, "kube: cannot start\n");
		return 1;
	}
	wait_for_stdin();
	_exit(0); /* without waiting for the threads of answers that have no end */
}
