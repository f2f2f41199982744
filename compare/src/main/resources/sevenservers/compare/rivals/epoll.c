/*
 * Echo and chat on epoll, in one thread: about what one processor can do.
 *
 *   cc -O2 -o epoll epoll.c && ./epoll echo
 *
 * It keeps the promises that a comparison needs (echo: E1 to E3; chat: joining,
 * messages and notices, in one order). What is said in one turn of the loop is
 * written once and told to everybody at the end of the turn.
 */
#define _GNU_SOURCE
#include <arpa/inet.h>
#include <errno.h>
#include <netinet/tcp.h>
#include <signal.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/epoll.h>
#include <sys/socket.h>
#include <sys/uio.h>
#include <unistd.h>

enum { CHUNK = 64 * 1024, LINE = 4096, NAME = 32, BACKLOG = 1024 * 1024 };
enum { TURN = 4 * CHUNK, TOLD = 2 * (LINE + NAME + 64), PIECES = TURN / 8 };

struct client {
    int fd;
    int gone;
    int has_pieces;             /* are any of the turn's its own? */
    struct client *next_gone;
    size_t index;               /* among the members, if it has a name */
    char name[NAME + 1];
    char where[32];
    char *line;                 /* the beginning of a line */
    size_t line_length;
    char *unsent;
    size_t unsent_length;
};

static int epoll;
static int is_chat;
static struct client *gone;

static struct client **members;
static size_t member_count, member_room;

static char turn[TURN + TOLD];
static size_t turn_length;
static struct { struct client *author; size_t end; } pieces[PIECES];
static size_t piece_count;

static void *checked(void *memory)
{
    if (memory == NULL) {
        perror("epoll");
        exit(1);
    }
    return memory;
}

static void watch(int operation, struct client *client, unsigned events)
{
    struct epoll_event event = { .events = events, .data.ptr = client };
    epoll_ctl(epoll, operation, client->fd, &event);
}

/* Not at once: the loop, or a list, may still hold it. */
static void end(struct client *client)
{
    if (!client->gone) {
        client->gone = 1;
        client->next_gone = gone;
        gone = client;
    }
}

/* Keeps what a socket has not taken, and waits until it takes more. */
static void keep(struct client *client, const char *bytes, size_t length)
{
    if (length == 0) {
        return;
    }
    if (client->unsent_length == 0) {
        watch(EPOLL_CTL_MOD, client, is_chat ? EPOLLIN | EPOLLOUT : EPOLLOUT);
    }
    client->unsent = checked(realloc(client->unsent,
                                     client->unsent_length + length));
    memcpy(client->unsent + client->unsent_length, bytes, length);
    client->unsent_length += length;
    if (client->unsent_length > BACKLOG) {
        end(client);
    }
}

/* Sends some bytes, after those that are unsent. */
static void tell(struct client *client, struct iovec *parts, int count)
{
    ssize_t sent = 0;
    if (client->unsent_length == 0) {
        sent = writev(client->fd, parts, count);
        if (sent < 0) {
            if (errno != EAGAIN) {
                end(client);
                return;
            }
            sent = 0;
        }
    }
    for (int i = 0; i < count; i++) {
        size_t taken = (size_t) sent < parts[i].iov_len ? (size_t) sent
                                                       : parts[i].iov_len;
        sent -= taken;
        keep(client, (char *) parts[i].iov_base + taken, parts[i].iov_len - taken);
    }
}

static void write_unsent(struct client *client)
{
    ssize_t sent = write(client->fd, client->unsent, client->unsent_length);
    if (sent < 0) {
        if (errno != EAGAIN) {
            end(client);
        }
        return;
    }
    client->unsent_length -= sent;
    memmove(client->unsent, client->unsent + sent, client->unsent_length);
    if (client->unsent_length == 0) {
        free(client->unsent);
        client->unsent = NULL;
        watch(EPOLL_CTL_MOD, client, EPOLLIN);
    }
}

/* Tells a member all of the turn but what it has said itself. */
static void tell_turn(struct client *member)
{
    struct iovec parts[64];
    int count = 0;
    size_t start = 0, begin = 0;
    for (size_t i = 0; member->has_pieces && i < piece_count; i++) {
        if (pieces[i].author == member) {
            if (begin > start) {
                parts[count++] = (struct iovec) { turn + start, begin - start };
            }
            start = pieces[i].end;
            if (count == 64) {
                tell(member, parts, count);
                count = 0;
            }
        }
        begin = pieces[i].end;
    }
    member->has_pieces = 0;
    if (turn_length > start) {
        parts[count++] = (struct iovec) { turn + start, turn_length - start };
    }
    if (count > 0) {
        tell(member, parts, count);
    }
}

static void deliver(void)
{
    if (turn_length == 0) {
        return;
    }
    for (size_t i = 0; i < member_count; i++) {
        if (!members[i]->gone) {
            tell_turn(members[i]);
        }
    }
    turn_length = 0;
    piece_count = 0;
}

/* What has been written to the end of the turn is to be told to the others. */
static void publish(struct client *author, size_t length)
{
    turn_length += length;
    if (author != NULL) {
        author->has_pieces = 1;
    }
    if (piece_count > 0 && pieces[piece_count - 1].author == author) {
        pieces[piece_count - 1].end = turn_length;
    } else {
        pieces[piece_count].author = author;
        pieces[piece_count++].end = turn_length;
    }
    if (turn_length >= TURN || piece_count == PIECES) {
        deliver();
    }
}

static void notice(struct client *client, const char *what)
{
    publish(NULL, sprintf(turn + turn_length, "(User %s %s)\n", client->name, what));
}

static int is_taken(const char *name)
{
    for (size_t i = 0; i < member_count; i++) {
        if (strcmp(members[i]->name, name) == 0) {
            return 1;
        }
    }
    return 0;
}

static void join(struct client *client, const char *line, size_t length)
{
    static const char handshake[] = ":<handshake>";
    static const char allowed[] = "ABCDEFGHIJKLMNOPQRSTUVWXYZ"
                                  "abcdefghijklmnopqrstuvwxyz0123456789_.-";
    char name[NAME + 1] = "", text[64];
    size_t name_length = length - strlen(handshake);
    if (length <= strlen(handshake) || name_length > NAME
        || memcmp(line + name_length, handshake, strlen(handshake)) != 0) {
        end(client);
        return;
    }
    memcpy(name, line, name_length);
    if (strspn(name, allowed) != name_length || is_taken(name)) {
        end(client);
        return;
    }
    /* A joiner hears nothing from before. */
    deliver();
    strcpy(client->name, name);
    struct iovec told = { text, sprintf(text, "CLIENT: %s\n", client->where) };
    tell(client, &told, 1);
    sprintf(text, "connected from %s", client->where);
    notice(client, text);
    deliver();
    if (member_count == member_room) {
        member_room = 2 * member_room + 16;
        members = checked(realloc(members, member_room * sizeof *members));
    }
    client->index = member_count;
    members[member_count++] = client;
}

static void say(struct client *client, const char *text, size_t length)
{
    size_t own = strlen(client->name);
    if (length > own && text[own] == ':' && memcmp(text, client->name, own) == 0) {
        text += own + 1;
        length -= own + 1;
    }
    if (length > 0) {
        char *told = turn + turn_length;
        size_t head = sprintf(told, "#[%s]>>> ", client->name);
        memcpy(told + head, text, length);
        told[head + length] = '\n';
        publish(client, head + length + 1);
    }
}

static void handle_line(struct client *client, const char *line, size_t length)
{
    if (length > LINE) {
        end(client);
    } else if (client->name[0] == 0) {
        join(client, line, length);
    } else {
        say(client, line, length);
    }
}

static void handle(struct client *client, const char *bytes, size_t length)
{
    const char *end_of_line;
    while (!client->gone && (end_of_line = memchr(bytes, '\n', length)) != NULL) {
        size_t part = end_of_line - bytes;
        if (client->line_length > 0) {
            client->line = checked(realloc(client->line,
                                           client->line_length + part));
            memcpy(client->line + client->line_length, bytes, part);
            handle_line(client, client->line, client->line_length + part);
            free(client->line);
            client->line = NULL;
            client->line_length = 0;
        } else {
            handle_line(client, bytes, part);
        }
        bytes += part + 1;
        length -= part + 1;
    }
    if (client->line_length + length > LINE) {
        end(client);
    } else if (length > 0 && !client->gone) {
        client->line = checked(realloc(client->line, client->line_length + length));
        memcpy(client->line + client->line_length, bytes, length);
        client->line_length += length;
    }
}

static void read_some(struct client *client)
{
    static char chunk[CHUNK];
    ssize_t count = read(client->fd, chunk, sizeof chunk);
    if (count == 0 || (count < 0 && errno != EAGAIN)) {
        end(client);
    } else if (count > 0 && is_chat) {
        handle(client, chunk, count);
    } else if (count > 0) {
        struct iovec all = { chunk, count };
        tell(client, &all, 1);
    }
}

static void accept_some(int listener)
{
    struct sockaddr_in address;
    socklen_t length = sizeof address;
    int fd, on = 1;
    while ((fd = accept4(listener, (struct sockaddr *) &address, &length,
                         SOCK_NONBLOCK)) >= 0) {
        struct client *client = checked(calloc(1, sizeof *client));
        client->fd = fd;
        sprintf(client->where, "%s:%d", inet_ntoa(address.sin_addr),
                ntohs(address.sin_port));
        setsockopt(fd, IPPROTO_TCP, TCP_NODELAY, &on, sizeof on);
        watch(EPOLL_CTL_ADD, client, EPOLLIN);
    }
}

static void bury(struct client *client)
{
    close(client->fd);
    if (client->name[0] != 0) {
        members[client->index] = members[--member_count];
        members[client->index]->index = client->index;
        notice(client, "disconnected");
    }
    free(client->line);
    free(client->unsent);
    free(client);
}

static int listen_somewhere(void)
{
    struct sockaddr_in address = { .sin_family = AF_INET,
                                   .sin_addr.s_addr = htonl(INADDR_LOOPBACK) };
    socklen_t length = sizeof address;
    int listener = socket(AF_INET, SOCK_STREAM | SOCK_NONBLOCK, 0);
    if (bind(listener, (struct sockaddr *) &address, length) < 0
        || listen(listener, 1024) < 0
        || getsockname(listener, (struct sockaddr *) &address, &length) < 0) {
        perror("epoll");
        exit(1);
    }
    printf("listens on 127.0.0.1:%d\n", ntohs(address.sin_port));
    fflush(stdout);
    return listener;
}

int main(int count, char **words)
{
    is_chat = count == 2 && strcmp(words[1], "chat") == 0;
    if (count != 2 || (!is_chat && strcmp(words[1], "echo") != 0)) {
        fprintf(stderr, "usage: epoll echo|chat\n");
        return 2;
    }
    /* Who has closed its socket is an error of writev, not our end. */
    signal(SIGPIPE, SIG_IGN);
    struct client listener = { .fd = listen_somewhere() };
    struct epoll_event events[256];
    epoll = epoll_create1(0);
    watch(EPOLL_CTL_ADD, &listener, EPOLLIN);
    for (;;) {
        int ready = epoll_wait(epoll, events, 256, -1);
        for (int i = 0; i < ready; i++) {
            struct client *client = events[i].data.ptr;
            if (client == &listener) {
                accept_some(listener.fd);
                continue;
            }
            if (!client->gone && (events[i].events & EPOLLOUT)) {
                write_unsent(client);
            }
            if (!client->gone && (events[i].events & ~EPOLLOUT)) {
                read_some(client);
            }
        }
        deliver();
        /* Who cannot be told that another one has left is gone, too. */
        while (gone != NULL) {
            struct client *client = gone;
            gone = client->next_gone;
            bury(client);
            if (gone == NULL) {
                deliver();
            }
        }
    }
}
